//! Exact standard output, standard error and exit code, a file per command.

mod check;
mod export;
mod help;
mod hostile;
mod interviews;
mod list;
mod mock;
mod new;
mod practice;
mod probes;
mod resume;
mod review;
mod score;
mod script;
mod shipped;
mod usage;
