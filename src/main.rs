//! The `mlsd` binary.

fn main() {}
