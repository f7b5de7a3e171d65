//! A reply that is about something else is not passed over in silence.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::{CaseStudy, Topic};
use crate::interview::{Move, MoveKind, Session, SpokenMove};
use crate::scoring::stems;

/// Fewest content words of a reply that can be told to be about something else.
const LEAST_STEMS: usize = 8;

/// Share of a reply's content words that must be words of the topic. Of the 1,861 lines that show a
/// point of the eight shipped cases and are long enough, fewer than one in two hundred falls below it,
/// the line itself left out of the topic's words; of a recipe told to every point, most do (the test
/// below). What is missed passes in silence, as before.
const ABOUT: f64 = 0.15;

/// What the interviewer says then, as many lines as there are follow-ups in the longest mock, so that
/// none comes twice; it gives nothing away.
const REMARKS: &[&str] = &[
    "I take that down, though my question was about something else. Let us go on.",
    "Noted. That is another matter than the one I asked about; we can leave mine.",
    "Good to know, but it does not answer what I asked. Go on where you like.",
    "That goes elsewhere, and that is fine. I leave my question at that.",
    "I have it, but my question was another one. We need not come back to it.",
    "This is not what I was after; no matter, let us carry on.",
];

/// What is said to a reply that has nothing to do with the follow-up it replies to.
pub(super) fn aside(
    session: &Session,
    case: &CaseStudy,
    pending: &SpokenMove,
    text: &str,
) -> Option<Move> {
    let probe = Some(pending).filter(|pending| pending.said.kind == MoveKind::Probe)?;
    let point = case.point(probe.said.point.as_deref()?)?;
    let mut known = words(case, point.topic);
    for stem in stems(&probe.said.text) {
        *known.entry(stem).or_default() += 1;
    }
    if !is_elsewhere(&stems(text), |stem| known.contains_key(stem)) {
        return None;
    }
    let said = |remark: &&&str| session.moves.iter().any(|m| m.said.text == **remark);
    let before = REMARKS.iter().filter(said).count();
    let remark = REMARKS[before % REMARKS.len()];
    Some(Move::new(MoveKind::Clarify, &probe.said.step, remark))
}

fn is_elsewhere(reply: &BTreeSet<String>, is_known: impl Fn(&str) -> bool) -> bool {
    let shared = reply.iter().filter(|stem| is_known(stem)).count();
    reply.len() >= LEAST_STEMS && (shared as f64) < ABOUT * reply.len() as f64
}

/// The words of a topic in a case, with how many texts have each: what its points state, why, and
/// how they are said.
fn words(case: &CaseStudy, topic: Topic) -> BTreeMap<String, usize> {
    let mut known = BTreeMap::new();
    let mut add = |text: &str| {
        for stem in stems(text) {
            *known.entry(stem).or_default() += 1;
        }
    };
    for point in case.points.iter().filter(|point| point.topic == topic) {
        let says = point.say.iter().chain(point.probe.iter());
        let lines = point.shows.iter().chain(&point.misses).map(|example| &example.text);
        let texts = [&point.statement, &point.why].into_iter().chain(says).chain(lines);
        texts.for_each(|text| add(text));
    }
    case.walkthrough.get(&topic).into_iter().for_each(|text| add(text));
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    const ELSEWHERE: &str = "Fry the onions in butter until golden, add garlic and thyme, pour in \
        white wine, simmer gently for twenty minutes and season with pepper before supper.";

    #[test]
    fn lines_that_show_a_point_are_not_called_another_matter_and_a_recipe_mostly_is() {
        let loaded = Library::open(&[], false).unwrap().all();
        let recipe = stems(ELSEWHERE);
        let (mut lines, mut wrong, mut points, mut caught) = (0, Vec::new(), 0, 0);
        for case in loaded.content.cases.values() {
            let topics: BTreeMap<Topic, _> =
                case.walkthrough.keys().map(|topic| (*topic, words(case, *topic))).collect();
            for point in &case.points {
                let known = &topics[&point.topic];
                points += 1;
                caught += usize::from(is_elsewhere(&recipe, |stem| known.contains_key(stem)));
                for line in &point.shows {
                    let reply = stems(&line.text);
                    lines += usize::from(reply.len() >= LEAST_STEMS);
                    // Known without this line: another text has the word as well.
                    if is_elsewhere(&reply, |stem| known.get(stem).is_some_and(|n| *n > 1)) {
                        wrong.push(format!("{} {}: {}", case.id, point.id, line.text));
                    }
                }
            }
        }
        assert!(wrong.len() * 200 < lines, "{} of {lines}: {wrong:#?}", wrong.len());
        assert!(caught * 2 > points, "{caught} of {points}");
    }
}
