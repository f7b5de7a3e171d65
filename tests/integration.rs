//! Integration tests: one binary, one module a subject.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod content;
#[cfg(test)]
mod graded;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod pty;
#[cfg(test)]
mod snippets;
#[cfg(test)]
mod support;
