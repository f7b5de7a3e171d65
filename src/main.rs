//! The `mlsd` binary: everything is in the library, so that it can be tested.

use std::process::ExitCode;

fn main() -> ExitCode {
    mlsd_coach::commands::main()
}
