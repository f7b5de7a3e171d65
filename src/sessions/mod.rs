//! Floor 6: where sessions live.
//!
//! One append-only journal per session, a side file for the draft, a lock file. Nothing here is
//! ever truncated, overwritten or reset: damage is reported by line and the rest is still read.
//!
//! The clock and the environment stay outside: times, salts and the data folder come in as
//! arguments.

mod atomic;
mod data_dir;
mod draft;
mod files;
mod find;
mod id;
mod journal;
mod line_file;
mod list;
mod lock;
mod open;
mod reviews;
mod store;
#[cfg(test)]
mod testing;

pub use data_dir::DataDir;
pub use draft::Draft;
pub use files::SessionFiles;
pub use find::NoSession;
pub use id::SessionId;
pub use journal::{Damage, Journal};
pub use list::{Listing, Summary, Unreadable};
pub use open::OpenSession;
pub use store::{Reopened, Store};
