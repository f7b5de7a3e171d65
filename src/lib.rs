//! `mlsd`: a coach for machine-learning system design interviews.
//!
//! An interview is a list of events. Content (YAML) and a clock go in, the person's words become
//! events, events are appended to a journal, and everything a person sees afterwards is computed
//! from them.
//!
//! A floor imports only floors below it: `content` (1), `scoring` (2), `interview` (3),
//! `assessment` (4), `interviewer` (5), `sessions`, `library`, `report` (6), `terminal` (7),
//! `cli` and `commands` (8). Floors 1 to 5 are pure: no file, terminal, environment, clock or
//! randomness.
//!
//! Where this departs from the project's first design: a case has `about`, words by which an answer
//! to another problem is recognised; a cap of the framework names a whole aspect (any of its points
//! lifts it), because one sentence that was not heard must not turn a strong interview into a
//! rejection; a move may be `clarify`, a question asked back; and a mock may have one step, `sheet`,
//! on which the person sets the order. The journal's header has `pace`, the words a minute of earlier
//! mocks, so that what a session showed can be told from its journal.
//!
//! A run counts as copied from ten words on, not eight: at eight, phrases of people who had seen
//! nothing were struck. A framework may cap the verdict by `contradicted`: a share of the points
//! touched that were had the wrong way round. Neighbouring passages beyond a window count as one for
//! words that stand close.
//!
//! The command line has grown by `--plain` everywhere, `--bell`, `explain --all`, `--sample` of `score`
//! and `explain`, `list concepts`, `list points ID` and `mlsd resume` of a session that is over, which
//! shows its result.
//!
//! The full screen is read by crossterm's second way of reading (`use-dev-tty`): the usual one never
//! returns once the terminal has gone away. Everything it can do is also a line in plain mode.
//!
//! No stability is promised for this library: it exists so that the program can be tested.

pub mod assessment;
pub mod cli;
pub mod commands;
pub mod content;
pub mod interview;
pub mod interviewer;
pub mod library;
pub mod report;
pub mod scoring;
pub mod sessions;
pub mod terminal;
