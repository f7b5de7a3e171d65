//! The first screen after a session: where it stands, the best thing said, three things for next
//! time, the verdict last. It fits the screen it is given; what matters least gives way first.

use super::escape::one_line;
use super::lines::{Line, Role, Screen, pad};
use super::words::{face, percent, status};
use super::{Report, outcome, spoilers};
use crate::assessment::{Advice, Assessment, StepResult, StepStatus};
use crate::content::case_study::DRAFT;
use unicode_width::UnicodeWidthStr;

/// How much room each part may take.
#[derive(Clone, Copy)]
struct Room {
    blank: usize,
    best: usize,
    advice: usize,
    verdict: usize,
}

/// From ample to tight: blank lines go first, then lines of the quotation, of advice, of the verdict.
const ROOMS: [Room; 6] = [
    Room { blank: 1, best: 2, advice: 3, verdict: 2 },
    Room { blank: 0, best: 2, advice: 3, verdict: 2 },
    Room { blank: 0, best: 1, advice: 3, verdict: 2 },
    Room { blank: 0, best: 1, advice: 2, verdict: 2 },
    Room { blank: 0, best: 0, advice: 2, verdict: 1 },
    Room { blank: 0, best: 0, advice: 1, verdict: 1 },
];

/// The first screen: at most `screen.rows` lines, none wider than `screen.width`.
pub fn debrief(report: &Report<'_>, screen: Screen) -> Vec<Line> {
    let kept;
    let assessment = if report.spoilers {
        report.assessment
    } else {
        kept = spoilers::without(report.assessment);
        &kept
    };
    let report = Report { assessment, ..*report };
    let tries = ROOMS.iter().map(|room| laid_out(&report, screen, *room));
    let mut last = Parts::default();
    for parts in tries {
        last = parts;
        if last.above.len() + last.verdict.len() <= screen.rows {
            break;
        }
    }
    last.fitted(screen.rows)
}

/// The screen before it is put together; the verdict is never cut away.
#[derive(Default)]
struct Parts {
    above: Vec<Line>,
    verdict: Vec<Line>,
}

impl Parts {
    fn fitted(mut self, rows: usize) -> Vec<Line> {
        self.above.truncate(rows.saturating_sub(self.verdict.len()));
        self.above.extend(self.verdict);
        self.above.truncate(rows);
        self.above
    }
}

fn laid_out(report: &Report<'_>, screen: Screen, room: Room) -> Parts {
    let blank = || std::iter::repeat_n(Line { role: Role::Plain, text: String::new() }, room.blank);
    let mut above = head(report, screen);
    above.extend(bars(report.assessment, screen));
    above.extend(as_far(report, screen));
    above.extend(change(report, screen));
    above.extend(copied(report.assessment, screen));
    above.extend(blank());
    above.extend(best(report.assessment, screen, room.best));
    above.extend(next_time(report.assessment, screen, room.advice));
    above.extend(blank());
    Parts { above, verdict: verdict(report.assessment, screen, room.verdict) }
}

fn head(report: &Report<'_>, screen: Screen) -> Vec<Line> {
    let assessment = report.assessment;
    let figures = format!(
        "{} % overall{}{} of {} points, {} without help",
        percent(assessment.overall),
        screen.dot(),
        assessment.unprompted.earned,
        assessment.unprompted.expected,
        assessment.unprompted.unprompted
    );
    let room = screen.width.saturating_sub(figures.width() + screen.dot().width());
    let case = &report.session.header.case;
    let mark = if case.draft { DRAFT } else { "" };
    let title = screen.cut(&one_line(&case.title), room.saturating_sub(mark.width())) + mark;
    vec![screen.line(Role::Heading, &format!("{title}{}{figures}", screen.dot()))]
}

/// `Data preparation   ██████████░░░░░░  62 %  6 of 11  07:10/08:00  thin`
pub(super) fn bars(assessment: &Assessment, screen: Screen) -> Vec<Line> {
    const WIDEST: usize = 24;
    let titles = assessment.steps.iter().map(|step| one_line(&step.title).width());
    let label = titles.max().unwrap_or(0).min(WIDEST);
    assessment.steps.iter().map(|step| bar(step, screen, label)).collect()
}

fn bar(step: &StepResult, screen: Screen, label: usize) -> Line {
    // What stands beside the label and the bar, with the longest status word.
    const REST: usize = 43;
    let cells = screen.width.saturating_sub(label + REST).clamp(4, 16);
    let title = pad(&screen.cut(&one_line(&step.title), label), label);
    let coverage =
        step.coverage.map_or_else(|| "   –".to_owned(), |c| format!("{:>3} %", percent(c)));
    let coverage = if screen.ascii { coverage.replace('–', "-") } else { coverage };
    let breadth = match step.expected {
        0 => String::new(),
        expected => format!("{} of {expected}", step.earned),
    };
    let spent = match step.minutes {
        Some(minutes) => format!("{}/{}", face(step.spent_s), face(u64::from(minutes) * 60)),
        None => face(step.spent_s),
    };
    let text = format!(
        "{title} {} {coverage}  {breadth:<8} {spent:>11}  {}",
        screen.bar(step.coverage.unwrap_or(0.0), cells),
        status(step)
    );
    screen.line(mood(step), text.trim_end())
}

/// How a step looks; its figures say the same in words.
pub(super) fn mood(step: &StepResult) -> Role {
    match (step.status, step.coverage) {
        (StepStatus::NotReached, _) | (_, None) => Role::Dim,
        (_, Some(coverage)) if coverage >= 0.6 => Role::Good,
        (_, Some(coverage)) if coverage >= 0.3 => Role::Partial,
        _ => Role::Bad,
    }
}

/// "The change: 2 of its 3 points, beside the sums."
fn change(report: &Report<'_>, screen: Screen) -> Option<Line> {
    let ball = report.assessment.curveball.as_ref()?;
    let (covered, all) = (ball.covered(), ball.expected);
    let text = format!("The change: {covered} of its {all} points, beside the sums.");
    Some(screen.line(Role::Dim, &text))
}

/// What was cut out as copied: whoever pasted it wonders why it earned nothing.
pub(super) fn copied(assessment: &Assessment, screen: Screen) -> Vec<Line> {
    let text = outcome::copied(assessment);
    text.map(|text| screen.wrapped(Role::Partial, "", &text)).unwrap_or_default()
}

fn as_far(report: &Report<'_>, screen: Screen) -> Option<Line> {
    let line = outcome::as_far(report.session, report.assessment)?;
    Some(screen.line(Role::Dim, &one_line(&line)))
}

fn best(assessment: &Assessment, screen: Screen, most: usize) -> Vec<Line> {
    let Some(best) = assessment.best.as_ref().filter(|_| most > 0) else { return Vec::new() };
    let words = screen.quote(&one_line(&best.text));
    screen.wrapped_within(Role::Quote, "Best: ", &words, most)
}

fn next_time(assessment: &Assessment, screen: Screen, most: usize) -> Vec<Line> {
    let lines = assessment.advice.iter().enumerate();
    lines.flat_map(|(index, advice)| one_advice(index + 1, advice, screen, most)).collect()
}

/// What to do, how to say it, the command that drills it; the whole of it is in the transcript.
fn one_advice(number: usize, advice: &Advice, screen: Screen, most: usize) -> Vec<Line> {
    let first = format!("{number}. ");
    let quote = |lead: &str, words: &str| {
        screen
            .line(Role::Plain, &format!("   {lead}: {}", cut_quote(screen, words, 5 + lead.len())))
    };
    let middle = match (&advice.say, &advice.yours) {
        _ if most < 3 => None,
        (Some(say), _) => Some(quote("Say", say)),
        (None, Some(yours)) => Some(quote("You said", &yours.text)),
        (None, None) => None,
    };
    let drill = (most > 1)
        .then(|| screen.line(Role::Dim, &format!("   Drill: {}", one_line(&advice.drill))));
    let taken = usize::from(middle.is_some()) + usize::from(drill.is_some());
    let room = most.saturating_sub(taken).max(1);
    let mut lines = screen.wrapped_within(Role::Plain, &first, &one_line(&advice.what), room);
    lines.extend(middle);
    lines.extend(drill);
    lines
}

/// A quotation whose closing mark is never cut away.
fn cut_quote(screen: Screen, words: &str, before: usize) -> String {
    let room = screen.width.saturating_sub(before + 2);
    screen.quote(&screen.cut(&one_line(words), room))
}

fn verdict(assessment: &Assessment, screen: Screen, most: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(read) = outcome::reads_as(assessment) {
        let read = format!("Practice read, our own bands. {}", one_line(&read));
        lines.extend(screen.wrapped_within(Role::Plain, "", &read, most.min(1 + most / 2)));
    }
    let verdict = one_line(&outcome::verdict(assessment));
    lines.extend(screen.wrapped_within(Role::Heading, "", &verdict, most));
    lines
}
