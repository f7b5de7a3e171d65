//! One event: a line of the journal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// When something happened: wall time, and milliseconds on the session's own clock, which stands
/// still while the session is paused or left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Wall time.
    pub at: Timestamp,
    /// Milliseconds of active interview time.
    pub clock_ms: u64,
}

/// One line of a journal after the header.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Position in the session, from 1 without gaps.
    pub n: u64,
    /// When it happened.
    pub stamp: Stamp,
    /// What happened.
    pub body: Body,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Body {
    /// A step was opened; attempts count from 1.
    StepOpened {
        /// Step id.
        step: String,
        /// Which attempt at this step.
        attempt: u32,
    },
    /// The person sent an entry.
    Said(Said),
    /// The interviewer said something.
    Move(Move),
    /// The person let a move pass without a reply.
    Declined {
        /// `n` of the move.
        #[serde(rename = "move")]
        declined: u64,
    },
    /// A step was closed.
    StepClosed {
        /// Step id.
        step: String,
        /// Why it was closed.
        how: Closed,
    },
    /// The clock was stopped.
    Paused,
    /// The clock runs again, after a pause or after the session was left.
    Resumed,
    /// The person predicted their own coverage before seeing it.
    Predicted {
        /// Percent, 0 to 100.
        coverage: u8,
    },
    /// The person holds that a point was made.
    Claimed {
        /// Point id.
        point: String,
        /// The entry in which it was made, if named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<u64>,
    },
    /// The person disagrees with a point's state.
    Disputed {
        /// Point id.
        point: String,
        /// Their reason, may be empty.
        note: String,
    },
    /// An earlier event is taken back (an entry, a claim, a dispute).
    Withdrawn {
        /// Its `n`, written as `of`: every line already has an `n` of its own.
        #[serde(rename = "of")]
        n: u64,
    },
    /// What the person was shown at the end.
    Assessed(Assessed),
    /// The session is over.
    Finished,
    /// The program ended before the session did.
    Left {
        /// How.
        how: Left,
    },
    /// An event of a type this version does not know: kept as it stands, otherwise ignored.
    #[serde(skip)]
    Unknown(Value),
}

/// An entry: one durable piece of typed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Number of the entry in this session, from 1; a revision keeps the number of what it replaces.
    pub entry: u64,
    /// Step it belongs to.
    pub step: String,
    /// Attempt at that step.
    pub attempt: u32,
    /// What sort of entry it is.
    pub kind: EntryKind,
    /// The move it replies to, by `n`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u64>,
    /// The entry it revises; the old text stays in the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<u64>,
    /// The words, exactly as typed.
    pub text: String,
}

/// What sort of entry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Part of the answer to the step.
    Answer,
    /// A reply to one of the interviewer's moves.
    Reply,
    /// A question to the interviewer.
    Question,
    /// A stated assumption.
    Assumption,
    /// Private notes: kept, never scored.
    Scratch,
    /// Lines drawn as boxes and arrows.
    Diagram,
}

/// Something the interviewer said, stored as spoken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// What sort of move it is.
    pub kind: MoveKind,
    /// Step it belongs to.
    pub step: String,
    /// The point it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// The fact it reveals, if it reveals one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// The change it throws in, if it is a curveball.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curveball: Option<String>,
    /// The words.
    pub text: String,
}

impl Move {
    /// A move in a step, about nothing in particular.
    pub fn new(kind: MoveKind, step: &str, text: &str) -> Self {
        let text = text.trim().to_owned();
        Self { kind, step: step.to_owned(), point: None, fact: None, curveball: None, text }
    }

    /// Whether the interviewer waits for a reply to it.
    pub fn waits(&self) -> bool {
        matches!(self.kind, MoveKind::Probe | MoveKind::Curveball)
    }
}

/// What sort of move it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// Opens a step.
    Opening,
    /// Reveals a fact that was asked for.
    Fact,
    /// Has no fact: asks for an assumption.
    Assume,
    /// Was asked for nothing in particular: asks back, which costs nothing.
    Clarify,
    /// "Anything else on this?"
    Nudge,
    /// A follow-up on one point.
    Probe,
    /// Help.
    Hint,
    /// One change of the problem in mid-interview.
    Curveball,
    /// What stood and what was missing, in practice.
    Feedback,
    /// Shows a point.
    Reveal,
    /// Thanks and good-bye, no information.
    Close,
}

/// Why a step was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// The person finished it.
    Finished,
    /// The person skipped it.
    Skipped,
    /// The person went to another step.
    Moved,
    /// The time was up.
    Time,
}

/// How the program ended before the session did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// The person quit, or the input ended.
    Quit,
    /// Ctrl-C.
    Interrupt,
    /// SIGTERM.
    Terminate,
    /// SIGHUP: the terminal went away.
    Hangup,
}

/// What the person was shown at the end: figures and evidence as of that day's content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessed {
    /// Version of the scoring rules.
    pub scoring: u32,
    /// Hash of case, framework, points and vocabulary together.
    pub content: String,
    /// The assessment, in the shape `export --format json` prints it.
    pub report: Value,
}

/// Why a journal line is not an event.
#[derive(Debug, PartialEq, Eq)]
pub struct EventError(String);

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EventError {}

/// The fields every event has, whatever its type.
#[derive(Serialize, Deserialize)]
struct Envelope {
    n: u64,
    at: Timestamp,
    clock_ms: u64,
}

/// Types this version knows; any other type is kept as [`Body::Unknown`].
const KNOWN: &[&str] = &[
    "step_opened",
    "said",
    "move",
    "declined",
    "step_closed",
    "paused",
    "resumed",
    "predicted",
    "claimed",
    "disputed",
    "withdrawn",
    "assessed",
    "finished",
    "left",
];

impl Event {
    /// Reads one journal line.
    ///
    /// # Errors
    /// If the line is not JSON, lacks `n`, `at`, `clock_ms` or `type`, or a known type lacks a field.
    pub fn from_line(line: &str) -> Result<Self, EventError> {
        let value: Value =
            serde_json::from_str(line).map_err(|e| EventError(format!("not JSON: {e}")))?;
        let envelope: Envelope =
            serde_json::from_value(value.clone()).map_err(|e| EventError(e.to_string()))?;
        let kind = value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        let body = if KNOWN.contains(&kind.as_str()) {
            serde_json::from_value(value).map_err(|e| EventError(format!("event `{kind}`: {e}")))?
        } else if kind.is_empty() {
            return Err(EventError("missing field `type`".to_owned()));
        } else {
            Body::Unknown(value)
        };
        Ok(Self {
            n: envelope.n,
            stamp: Stamp { at: envelope.at, clock_ms: envelope.clock_ms },
            body,
        })
    }

    /// The event as one journal line, without the newline.
    ///
    /// # Errors
    /// Never for events this program makes; JSON writing reports failures this way.
    pub fn to_line(&self) -> Result<String, EventError> {
        let fail = |e: serde_json::Error| EventError(e.to_string());
        if let Body::Unknown(value) = &self.body {
            return serde_json::to_string(value).map_err(fail);
        }
        let envelope = Envelope { n: self.n, at: self.stamp.at, clock_ms: self.stamp.clock_ms };
        let mut line = serde_json::to_value(envelope).map_err(fail)?;
        let body = serde_json::to_value(&self.body).map_err(fail)?;
        if let (Value::Object(line), Value::Object(body)) = (&mut line, body) {
            line.extend(body);
        }
        serde_json::to_string(&line).map_err(fail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp() -> Stamp {
        Stamp { at: "2026-01-02T03:04:05Z".parse().unwrap(), clock_ms: 1500 }
    }

    #[test]
    fn every_body_survives_a_round_trip() {
        let bodies = vec![
            Body::StepOpened { step: "data".into(), attempt: 1 },
            Body::Said(Said {
                entry: 3,
                step: "data".into(),
                attempt: 1,
                kind: EntryKind::Answer,
                to: None,
                replaces: Some(2),
                text: "time split\n\u{1b}[31m".into(),
            }),
            Body::Move(Move {
                fact: Some("scale".into()),
                ..Move::new(MoveKind::Fact, "requirements", "ten billion")
            }),
            Body::Move(Move {
                curveball: Some("erasure".into()),
                ..Move::new(MoveKind::Curveball, "data", "A user asks to be forgotten.")
            }),
            Body::Declined { declined: 4 },
            Body::StepClosed { step: "data".into(), how: Closed::Finished },
            Body::Paused,
            Body::Resumed,
            Body::Predicted { coverage: 60 },
            Body::Claimed { point: "baseline".into(), entry: Some(3) },
            Body::Disputed { point: "baseline".into(), note: String::new() },
            Body::Withdrawn { n: 9 },
            Body::Finished,
            Body::Left { how: Left::Hangup },
        ];
        for (index, body) in bodies.into_iter().enumerate() {
            let event = Event { n: index as u64 + 1, stamp: stamp(), body };
            let line = event.to_line().unwrap();
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(Event::from_line(&line).unwrap(), event);
        }
    }

    #[test]
    fn an_unknown_type_is_kept_word_for_word() {
        let line = r#"{"n":1,"at":"2026-01-02T03:04:05Z","clock_ms":0,"type":"sang","song":"la"}"#;
        let event = Event::from_line(line).unwrap();
        assert!(matches!(event.body, Body::Unknown(_)));
        let again = event.to_line().unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&again).unwrap(),
            serde_json::from_str::<Value>(line).unwrap()
        );
    }

    #[test]
    fn a_known_type_without_its_fields_is_an_error() {
        let line = r#"{"n":1,"at":"2026-01-02T03:04:05Z","clock_ms":0,"type":"said"}"#;
        assert!(Event::from_line(line).unwrap_err().to_string().contains("said"));
    }
}
