//! What `new case` writes: a worked example, with shared points chosen for the case's family.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::content::case_study::Difficulty;
use crate::content::{CaseStudy, Content, Level, Point, Status, Topic};

/// The draft, with places for what differs from case to case.
const TEMPLATE: &str = include_str!("new-case.yaml");
/// Shared points of a draft: with the 8 of the example it has the 35 points a complete case may well have.
const SHARED: usize = 27;
/// Of these staff points at least; a complete case has six, shared or own.
const STAFF: usize = 4;
/// As many other cases as the whole family stands for: one case alone says little about its family.
const FAMILY: usize = 7;
/// Points that the example's facts earn.
const EARNED: [&str; 3] = ["business-objective", "scale", "latency-target"];

/// What the author says about the case.
pub(super) struct About<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Family.
    pub family: &'a str,
    /// How hard it is.
    pub difficulty: Difficulty,
}

/// The draft's text.
pub(super) fn draft(content: &Content, about: &About<'_>) -> String {
    let family: Vec<&CaseStudy> = finished(content)
        .filter(|case| case.family == about.family && case.id != about.id)
        .collect();
    let points = shared_points(content, &family);
    TEMPLATE
        .replace("@id@", about.id)
        .replace("@title@", &quoted(about.title))
        .replace("@family@", about.family)
        .replace("@difficulty@", about.difficulty.as_str())
        .replace("@framework@\n", &framework(&family))
        .replace("@chosen@", &chosen(about.family, &family, points.chosen.len()))
        .replace("@uses@", uses(&points).trim_end())
}

/// Drafts say nothing about what a case needs: most of what they hold may be an example.
fn finished(content: &Content) -> impl Iterator<Item = &CaseStudy> {
    content.cases.values().filter(|case| case.status == Status::Complete)
}

/// Shared points for a draft, each list in the order of the topics.
struct Shared<'a> {
    /// Those it begins with.
    chosen: Vec<&'a Point>,
    /// All others that some case uses.
    others: Vec<&'a Point>,
}

/// The shared points that fit: must-haves of most cases, then what most cases use, the family's
/// counting for more. Every topic has one, and some are staff points.
fn shared_points<'a>(content: &'a Content, family: &[&CaseStudy]) -> Shared<'a> {
    let all: Vec<&CaseStudy> = finished(content).collect();
    let count = |cases: &[&CaseStudy], point: &Point| {
        cases.iter().filter(|case| case.point(&point.id).is_some()).count()
    };
    let within = |point: &Point| count(family, point);
    let overall = |point: &Point| count(&all, point);
    let earned = |point: &Point| EARNED.contains(&point.id.as_str());
    let mut ranked: Vec<&Point> = content.points.values().collect();
    ranked.sort_by_cached_key(|point| {
        let usual = point.must && overall(point) * 2 > all.len();
        let fit = overall(point) + FAMILY * within(point) / family.len().max(1);
        Reverse((earned(point), usual, fit, point.must, point.weight, Reverse(&point.id)))
    });
    // The first of every topic and of the staff points, then the best of the rest.
    let mut topics = BTreeSet::new();
    let mut staff = 0;
    let (mut chosen, rest): (Vec<&Point>, Vec<&Point>) = ranked.into_iter().partition(|point| {
        staff += usize::from(point.level == Level::Staff);
        let hard = point.level == Level::Staff && staff <= STAFF;
        topics.insert(point.topic) || earned(point) || hard
    });
    let mut others: Vec<&Point> = rest.into_iter().filter(|point| overall(point) > 0).collect();
    let more = SHARED.saturating_sub(chosen.len()).min(others.len());
    chosen.extend(others.drain(..more));
    let place = |topic: Topic| Topic::ALL.iter().position(|known| *known == topic);
    let in_order = |points: &mut Vec<&Point>| {
        points.sort_by_key(|point| {
            (place(point.topic), Reverse(within(point)), Reverse(overall(point)))
        });
    };
    in_order(&mut chosen);
    in_order(&mut others);
    Shared { chosen, others }
}

/// Says in comments where the list comes from.
fn chosen(family: &str, cases: &[&CaseStudy], count: usize) -> String {
    let ids: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    let whose = if ids.is_empty() {
        format!(
            "No complete case has the family `{family}`, so these {count} are what most cases use"
        )
    } else {
        let ids = ids.join(", ");
        format!(
            "These {count} are what most cases use, before others what the family `{family}` uses ({ids})"
        )
    };
    format!(
        "# {whose};\n# every topic has at least one. Behind `# - id` stand all others that some case uses."
    )
}

/// The framework that all of the family name, or how to name one.
fn framework(family: &[&CaseStudy]) -> String {
    let named: BTreeSet<Option<&str>> =
        family.iter().map(|case| case.framework.as_deref()).collect();
    let shared = if named.len() == 1 { named.into_iter().next().flatten() } else { None };
    shared.map_or_else(
        || {
            "# framework: ID   # only if the seven steps do not fit; `mlsd list frameworks`\n"
                .to_owned()
        },
        |id| format!("framework: {id}   # as the family's other cases; `mlsd list frameworks`\n"),
    )
}

/// The chosen points by topic, and beside them as comments the others.
fn uses(points: &Shared<'_>) -> String {
    let mut text = String::new();
    let all = points.chosen.iter().chain(&points.others);
    let widest = all.map(|point| point.id.len()).max().unwrap_or_default();
    for topic in Topic::ALL {
        let _ = writeln!(text, "  # {topic}");
        for (mark, list) in [("", &points.chosen), ("# ", &points.others)] {
            for point in list.iter().filter(|point| point.topic == topic) {
                let must = if point.must { ", must-have" } else { "" };
                let statement = point.statement.split_whitespace().collect::<Vec<_>>().join(" ");
                let _ = writeln!(
                    text,
                    "  {mark}- id: {:widest$}  # {}{must}: {statement}",
                    point.id, point.level
                );
            }
        }
    }
    text
}

/// A text as YAML takes it whatever it holds.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    fn content() -> Content {
        std::mem::ManuallyDrop::into_inner(Library::open(&[], false).unwrap().all().content)
    }

    fn chosen_for(content: &Content, family: &str) -> BTreeSet<String> {
        let cases: Vec<&CaseStudy> =
            finished(content).filter(|case| case.family == family).collect();
        shared_points(content, &cases).chosen.iter().map(|point| point.id.clone()).collect()
    }

    #[test]
    fn every_family_gets_as_many_points_with_every_topic_among_them() {
        let content = content();
        let known = content.cases.values().map(|case| case.family.as_str());
        for family in known.chain(["none-yet"]) {
            let points = chosen_for(&content, family);
            assert_eq!(points.len(), SHARED, "{family}");
            let topics: BTreeSet<Topic> =
                points.iter().map(|id| content.points[id].topic).collect();
            assert_eq!(topics.len(), Topic::ALL.len(), "{family}: {topics:?}");
            assert!(EARNED.iter().all(|id| points.contains(*id)), "{family}");
            let staff = points.iter().filter(|id| content.points[*id].level == Level::Staff);
            assert!(staff.count() >= STAFF, "{family}");
        }
    }

    #[test]
    fn a_family_gets_what_its_cases_share_and_others_do_not() {
        let content = content();
        let differs = |family: &str, id: &str| {
            assert!(chosen_for(&content, family).contains(id), "{family}: {id}");
            assert!(!chosen_for(&content, "none-yet").contains(id), "none yet: {id}");
        };
        differs("ads", "position-bias");
        differs("fraud", "human-review");
        differs("search", "nearest-neighbour-index");
    }

    #[test]
    fn a_title_is_text_whatever_it_holds() {
        assert_eq!(quoted("It's: # a \"feed\""), "'It''s: # a \"feed\"'");
    }
}
