//! Session ids: readable, sortable, and safe to be a file's name.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;

/// Longest id accepted; file names end at 255 bytes and suffixes need room.
const LONGEST: usize = 120;

/// Letters that cannot be misread when copied by hand (no `i`, `l`, `o`, `u`).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An id that holds nothing but `a-z`, `0-9` and `-`, such as
/// `20261121-0813-ad-click-prediction-k3f9`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(String);

impl SessionId {
    /// Takes text as an id if it is safe to build a path from.
    pub fn parse(text: &str) -> Option<Self> {
        let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = !text.is_empty() && text.len() <= LONGEST;
        (fits && text.chars().all(safe)).then(|| Self(text.to_owned()))
    }

    /// The id of a session started now on this case. The salt keeps two sessions of one minute
    /// apart.
    pub fn generate(started: Timestamp, case: &str, salt: u64) -> Self {
        let minute = started.strftime("%Y%m%d-%H%M");
        let tail = tail(started, case, salt);
        Self(format!("{minute}-{}-{tail}", safe_name(case)))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A case id is already safe; anything else that reaches this point is made so.
fn safe_name(case: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = case.chars().map(safe).take(80).collect();
    if name.is_empty() { "case".to_owned() } else { name }
}

fn tail(started: Timestamp, case: &str, salt: u64) -> String {
    let mut hash = Sha256::new();
    hash.update(salt.to_le_bytes());
    hash.update(started.as_nanosecond().to_le_bytes());
    hash.update(case.as_bytes());
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
    hash.finalize().iter().take(4).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn started() -> Timestamp {
        "2026-11-21T08:13:45Z".parse().unwrap()
    }

    #[test]
    fn an_id_names_minute_and_case() {
        let id = SessionId::generate(started(), "ad-click-prediction", 7).to_string();
        assert!(id.starts_with("20261121-0813-ad-click-prediction-"), "{id}");
        assert_eq!(id.len(), "20261121-0813-ad-click-prediction-k3f9".len());
    }

    #[test]
    fn another_salt_gives_another_id() {
        let id = |salt| SessionId::generate(started(), "feed", salt);
        assert_eq!(id(1), id(1));
        assert_ne!(id(1), id(2));
    }

    #[test]
    fn nothing_that_could_leave_the_folder_is_an_id() {
        for text in ["", "..", "a/b", "a\\b", "A", "a.jsonl", "é", "a b", "a\0", &"a".repeat(121)]
        {
            assert_eq!(SessionId::parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_generated_id_is_valid(case in any::<String>(), salt in any::<u64>()) {
            let id = SessionId::generate(started(), &case, salt);
            prop_assert_eq!(SessionId::parse(id.as_str()), Some(id));
        }
    }
}
