//! A small session and what it means, for the tests of this floor.

use crate::assessment::{
    Advice, Assessment, Behaviour, BehaviourCount, CapFired, FactResult, Ledger, LevelRead,
    PointResult, Prompting, Quote, StepResult, StepStatus, TrapResult, Unprompted, Verdict,
};
use crate::content::case_study::TrapSeverity;
use crate::content::{Level, Topic};
use crate::interview::{
    Assessed, Body, CaseRef, Closed, Earlier, EntryKind, Event, FrameworkRef, Header,
    JOURNAL_FORMAT, Mode, Move, MoveKind, Said, Session, Stamp, StepPlan, Timing,
};
use crate::scoring::State;

pub(super) fn header() -> Header {
    let step = |id: &str, title: &str, minutes| StepPlan {
        id: id.to_owned(),
        title: title.to_owned(),
        minutes: Some(minutes),
    };
    Header {
        journal: JOURNAL_FORMAT,
        session: "20261121-0813-feed-aaaa".to_owned(),
        app: "mlsd test".to_owned(),
        case: CaseRef {
            id: "feed".to_owned(),
            title: "Feed <ranking> | home".to_owned(),
            prompt: "Design a feed.".to_owned(),
            hash: "00ff".to_owned(),
            draft: false,
        },
        framework: FrameworkRef { id: "seven-step".to_owned(), hash: "11ee".to_owned() },
        steps: vec![
            step("requirements", "Requirements", 6),
            step("model", "Model", 8),
            step("serving", "Serving", 7),
        ],
        level: Level::Senior,
        mode: Mode::Mock,
        seed: 1,
        timing: Timing { minutes: Some(45), interviewer: 6, closing: 2, overtime: false },
        started: "2026-11-21T08:13:00Z".parse().unwrap(),
        earlier: Earlier::Seen("2026-11-02T10:00:00Z".parse().unwrap()),
        pace: None,
    }
}

/// A session and the hand that plays it, ten seconds an event.
pub(super) struct Play {
    pub(super) session: Session,
}

impl Play {
    pub(super) fn new() -> Self {
        Self { session: Session::new(header()) }
    }

    pub(super) fn event(&mut self, body: Body) -> u64 {
        let n = self.session.next_n();
        let stamp = Stamp { at: self.session.header.started, clock_ms: n * 10_000 };
        self.session.apply(Event { n, stamp, body });
        n
    }

    pub(super) fn open(&mut self, step: &str) {
        self.event(Body::StepOpened { step: step.to_owned(), attempt: 1 });
    }

    pub(super) fn close(&mut self, how: Closed) {
        let step = self.session.open_step_id().unwrap_or_default().to_owned();
        self.event(Body::StepClosed { step, how });
    }

    pub(super) fn speak(&mut self, kind: MoveKind, fact: Option<&str>, text: &str) -> u64 {
        let step = self.session.open_step_id().unwrap_or_default().to_owned();
        let fact = fact.map(str::to_owned);
        self.event(Body::Move(Move { fact, ..Move::new(kind, &step, text) }))
    }

    pub(super) fn say(&mut self, kind: EntryKind, text: &str) -> u64 {
        self.said(kind, None, None, text)
    }

    pub(super) fn said(
        &mut self,
        kind: EntryKind,
        to: Option<u64>,
        replaces: Option<u64>,
        text: &str,
    ) -> u64 {
        let said = Said {
            entry: replaces.unwrap_or_else(|| self.session.next_entry()),
            step: self.session.open_step_id().unwrap_or_default().to_owned(),
            attempt: 1,
            kind,
            to,
            replaces,
            text: text.to_owned(),
        };
        self.event(Body::Said(said))
    }
}

/// The words of entry 2, which the small assessment quotes from.
pub(super) const ANSWER: &str = "start with logistic regression as the baseline\nthen two towers";

/// A session with every kind of thing in it; the text of entry 3 is the caller's.
pub(super) fn session_saying(text: &str) -> Session {
    let mut play = Play::new();
    play.open("requirements");
    play.speak(MoveKind::Opening, None, "What do you need to know?");
    play.say(EntryKind::Question, "how many users?");
    play.speak(MoveKind::Fact, Some("scale"), "Ten million a day.");
    play.close(Closed::Finished);
    play.open("model");
    play.say(EntryKind::Answer, ANSWER);
    play.said(EntryKind::Answer, None, Some(2), ANSWER);
    play.say(EntryKind::Answer, text);
    play.say(EntryKind::Diagram, text);
    play.say(EntryKind::Scratch, text);
    let probe = play.speak(MoveKind::Probe, None, "How would you train it?");
    play.said(EntryKind::Reply, Some(probe), None, "on clicks");
    let taken = play.say(EntryKind::Answer, "scrap this");
    play.event(Body::Withdrawn { n: taken });
    play.speak(MoveKind::Feedback, None, "Missing: SECRET-STATEMENT. SECRET-SAY.");
    play.event(Body::Paused);
    play.event(Body::Resumed);
    play.event(Body::Disputed { point: "feed/secret".to_owned(), note: "I did".to_owned() });
    play.close(Closed::Time);
    play.event(Body::Predicted { coverage: 60 });
    play.event(Body::Assessed(Assessed {
        scoring: 1,
        content: "22dd".to_owned(),
        report: serde_json::Value::String("SECRET-REPORT".to_owned()),
    }));
    play.event(Body::Finished);
    play.session
}

pub(super) fn session() -> Session {
    session_saying("# I would\n- log `features` | <b>now</b>\u{1b}[31m")
}

pub(super) fn quote(entry: u64, start: usize, text: &str) -> Quote {
    Quote { entry, start, end: start + text.len(), text: text.to_owned() }
}

pub(super) fn point(id: &str, status: State) -> PointResult {
    PointResult {
        id: id.to_owned(),
        topic: Topic::Modelling,
        step: "model".to_owned(),
        statement: format!("Says {id}."),
        why: format!("Because of {id}."),
        say: Some(format!("I would say {id}.")),
        level: Level::Mid,
        weight: 2,
        must: false,
        expected: true,
        status,
        credit: 0.0,
        prompting: Prompting::Unprompted,
        evidence: Vec::new(),
        met: Vec::new(),
        unmet: Vec::new(),
        possible: None,
        ruled_out: false,
        because: "nothing found that says it".to_owned(),
        said_in: None,
        claimed: false,
        disputed: None,
    }
}

fn points() -> Vec<PointResult> {
    vec![
        PointResult {
            must: true,
            credit: 0.5,
            prompting: Prompting::Probe,
            evidence: vec![quote(2, 0, "start with logistic regression as the baseline")],
            because: "you said: a simple model; baseline".to_owned(),
            said_in: Some("requirements".to_owned()),
            ..point("baseline", State::Covered)
        },
        PointResult {
            credit: 0.4,
            evidence: vec![quote(2, 47, "then two towers")],
            met: vec!["two towers".to_owned()],
            unmet: vec!["the loss".to_owned()],
            because: "you named: two towers; missing: the loss".to_owned(),
            ..point("loss", State::Partial)
        },
        PointResult {
            because: "voided by the trap `leak`".to_owned(),
            evidence: vec![quote(6, 0, "on clicks")],
            ..point("labels", State::Contradicted)
        },
        PointResult {
            statement: "SECRET-STATEMENT".to_owned(),
            why: "SECRET-WHY".to_owned(),
            say: Some("SECRET-SAY".to_owned()),
            weight: 5,
            must: true,
            possible: Some(quote(6, 0, "on clicks")),
            disputed: Some("I did".to_owned()),
            ..point("feed/secret", State::Missed)
        },
        PointResult {
            level: Level::Staff,
            expected: false,
            credit: 1.0,
            evidence: vec![quote(2, 47, "then two towers")],
            ..point("feed/beyond", State::Covered)
        },
    ]
}

fn step(id: &str, title: &str, status: StepStatus, coverage: Option<f64>) -> StepResult {
    StepResult {
        id: id.to_owned(),
        title: title.to_owned(),
        status,
        weight: 33.333_34,
        coverage,
        breadth: Some(0.5),
        earned: 2,
        unprompted: 1,
        expected: 4,
        covered: 1,
        partial: 1,
        beyond: 1,
        minutes: Some(8),
        spent_s: 430,
    }
}

fn advice() -> Vec<Advice> {
    let advice = |what: &str, why: &str, say: Option<&str>| Advice {
        what: what.to_owned(),
        why: why.to_owned(),
        yours: Some(quote(2, 47, "then two towers")),
        say: say.map(str::to_owned),
        drill: "mlsd practice feed --step model".to_owned(),
    };
    vec![
        advice("Do not train on the future.", "A well-known wrong turn.", Some("Split by time.")),
        advice("Leave a step when its minutes are gone: you never reached Serving.", "Time.", None),
        advice("SECRET-STATEMENT", "SECRET-WHY It comes back in other cases.", Some("SECRET-SAY")),
    ]
}

pub(super) fn assessment() -> Assessment {
    Assessment {
        curveball: None,
        scoring: 1,
        framework: "seven-step".to_owned(),
        level: Level::Senior,
        overall: 0.523_4,
        as_far: 0.714_9,
        content_words: 180,
        steps: vec![
            step("requirements", "Requirements", StepStatus::Thin, Some(0.25)),
            step("model", "Model", StepStatus::Answered, Some(0.812_345)),
            step("serving", "Serving", StepStatus::NotReached, Some(0.0)),
        ],
        points: points(),
        traps: vec![TrapResult {
            id: "leak".to_owned(),
            topic: Topic::Data,
            severity: TrapSeverity::Serious,
            voids: vec!["labels".to_owned()],
            correction: "Split by time.".to_owned(),
            evidence: vec![quote(6, 0, "on clicks")],
        }],
        facts: vec![
            FactResult {
                id: "scale".to_owned(),
                answer: "Ten million a day.".to_owned(),
                changes: "The funnel.".to_owned(),
                asked: true,
                assumed: None,
            },
            FactResult {
                id: "latency".to_owned(),
                answer: "SECRET-FACT".to_owned(),
                changes: "SECRET-CHANGE".to_owned(),
                asked: false,
                assumed: None,
            },
            FactResult {
                id: "goal".to_owned(),
                answer: "SECRET-GOAL".to_owned(),
                changes: "SECRET-METRIC".to_owned(),
                asked: false,
                assumed: Some(quote(1, 0, "p99 under 80 ms")),
            },
        ],
        copied: vec![quote(6, 0, "on clicks")],
        laundry: vec![quote(6, 0, "on clicks")],
        behaviours: vec![
            BehaviourCount {
                behaviour: Behaviour::Numbers,
                count: 2,
                quotes: vec![quote(1, 0, "p99 under 80 ms")],
                strong: Some((20, 28)),
            },
            BehaviourCount {
                behaviour: Behaviour::Assumptions,
                count: 0,
                quotes: Vec::new(),
                strong: None,
            },
        ],
        ledger: Ledger {
            total_s: 1500,
            first_question_s: Some(30),
            first_number_s: None,
            first_decision_s: Some(70),
            first_metric_s: None,
            baseline_s: Some(70),
            numbers: 1,
            pauses: 1,
        },
        unprompted: Unprompted { earned: 2, unprompted: 1, expected: 4, bar: 0.6 },
        best: Some(quote(2, 0, "start with logistic regression as the baseline")),
        advice: advice(),
        verdict: Some(Verdict {
            low: "lean-no".to_owned(),
            low_title: "Lean No".to_owned(),
            high: "hire".to_owned(),
            high_title: "Hire".to_owned(),
            caps: vec![CapFired {
                id: "no-online-metric".to_owned(),
                at_most: "Lean No".to_owned(),
                because: "Nothing you named would show that the launch had helped.".to_owned(),
            }],
            deciding: vec!["loss".to_owned(), "feed/secret".to_owned()],
        }),
        reads_as: Some(LevelRead {
            level: Some(Level::Mid),
            next: Some(Level::Senior),
            missing: vec!["loss".to_owned(), "feed/secret".to_owned()],
        }),
        retries: Vec::new(),
    }
}
