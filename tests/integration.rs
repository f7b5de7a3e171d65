//! Integration tests: one binary, one module a subject.

#[cfg(test)]
mod content;
#[cfg(test)]
mod properties;
