//! The transcript: one page that says where a session stands, then everything behind it.

mod behaviour;
mod clock;
mod conditions;
mod conversation;
mod facts;
mod findings;
mod front;
mod moved;
mod points;
mod reference;
mod timeline;

use super::escape::inline;
use super::{Report, spoilers};
use crate::assessment::Quote;
use crate::interview::Session;

use super::words::stamp;

/// The transcript as Markdown, ending in a newline.
pub fn markdown(report: &Report<'_>) -> String {
    if report.spoilers {
        return page(report);
    }
    let kept = spoilers::without(report.assessment);
    page(&Report { assessment: &kept, ..*report })
}

fn page(report: &Report<'_>) -> String {
    let parts: [fn(&Report<'_>) -> Vec<String>; 11] = [
        front::front,
        moved::moved,
        conditions::conditions,
        conversation::conversation,
        points::points,
        findings::findings,
        facts::facts,
        clock::clock,
        behaviour::behaviour,
        reference::reference,
        how_to_read,
    ];
    let blocks: Vec<String> = parts.iter().flat_map(|part| part(report)).collect();
    blocks.join("\n\n") + "\n"
}

fn how_to_read(_: &Report<'_>) -> Vec<String> {
    let items = [
        "*Covered* means addressed, not correct: the program finds that you spoke about a point, \
         and quotes where. Whether it was right is for you to judge, and for the corrections.",
        "The scoring is deterministic: the same words, content and version give the same figures, \
         so a difference between two sessions is a difference in what was said.",
        "It was tested on synthetic answers written for the purpose. It has not been validated on \
         the outcomes of real interviews.",
        "Coverage of a step is the weight of what you said over the weight that is enough at this \
         length, so nobody has to say everything. Help lowers what a point counts, never what was \
         held before.",
        "Unusual wording can be missed. Points marked for a second look are where a human eye is \
         most likely to disagree; `mlsd claim` and `mlsd dispute` record it.",
    ];
    vec![heading(2, "How to read this"), list(items.map(str::to_owned))]
}

/// A heading; the text has to be safe already.
fn heading(level: usize, text: &str) -> String {
    format!("{} {text}", "#".repeat(level))
}

/// A list; the items have to be safe already.
fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| format!("- {item}")).collect();
    items.join("\n")
}

/// A table; the cells have to be safe already. Figures go to the right.
fn table(columns: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let names: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let rules: Vec<String> = columns
        .iter()
        .map(|(_, align)| if *align == Align::Right { "---:" } else { "---" }.to_owned())
        .collect();
    let mut lines = vec![row(&names), row(&rules)];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

/// Which side of a column its cells keep to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// “The words” (entry 3, 04:10).
fn cited(session: &Session, quote: &Quote) -> String {
    let entry = session.entries.iter().find(|entry| entry.number == quote.entry);
    let at = entry.map_or_else(String::new, |entry| format!(", {}", stamp(entry.clock_ms())));
    format!("“{}” (entry {}{at})", inline(&quote.text), quote.entry)
}
