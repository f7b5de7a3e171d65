//! What a case must hold before it is called complete.

use super::case_study::{CaseStudy, Path, Quality, Reference};
use super::problem::Problem;
use super::{Level, Topic};

/// Reports what a complete case lacks.
pub(super) fn check(case: &CaseStudy, problems: &mut Vec<Problem>) {
    let own = case.points.iter().filter(|point| case.owns(point)).count();
    let staff = case.points.iter().filter(|point| point.level == Level::Staff).count();
    let counts = [
        ("facts", case.facts.len(), 10, 16),
        ("points in use", case.points.len(), 24, 40),
        ("points of its own", own, 8, 14),
        ("staff points", staff, 6, 40),
        ("traps", case.traps.len(), 4, 6),
        ("curveballs", case.curveballs.len(), 2, 2),
        ("samples", case.samples.len(), 4, 4),
        ("sources", case.sources.len(), 2, 4),
    ];
    for (what, found, least, most) in counts {
        if !(least..=most).contains(&found) {
            let range =
                if least == most { least.to_string() } else { format!("{least} to {most}") };
            let what = format!("a complete case has {range} {what}; this one has {found}");
            problems.push(Problem::error(&case.spot, what, "fill it up, or set `status: draft`"));
        }
    }
    lines(case, problems);
    samples(case, problems);
    sources(case, problems);
    if case.about.is_empty() {
        let what = "a complete case says by `about` which words its answers use".to_owned();
        let fix = "name five to ten, such as `about: photo* | picture* | image*`";
        problems.push(Problem::error(&case.spot, what, fix));
    }
    let missing: Vec<&str> = Topic::ALL
        .iter()
        .filter(|topic| !case.walkthrough.contains_key(topic))
        .map(|topic| topic.as_str())
        .collect();
    if !missing.is_empty() {
        let what = format!("the walkthrough lacks: {}", missing.join(", "));
        problems.push(Problem::error(&case.spot, what, "write them, or set `status: draft`"));
    }
    for path in [Path::Online, Path::Offline] {
        if !case.diagram.nodes.iter().any(|node| node.path == path) {
            let what = format!("the diagram has no {path:?} path").to_lowercase();
            problems.push(Problem::error(&case.spot, what, "draw both paths"));
        }
    }
}

/// Fewest lines that a point of the case's own must cover, and that it must not.
const LINES: (usize, usize) = (4, 2);

/// Own points are tested by lines in different voices.
fn lines(case: &CaseStudy, problems: &mut Vec<Problem>) {
    let (least_shows, least_misses) = LINES;
    for point in case.points.iter().filter(|point| case.owns(point)) {
        let (shows, misses) = (point.shows.len(), point.misses.len());
        if shows < least_shows || misses < least_misses {
            let what =
                format!("`{}` has {shows} lines of `shows` and {misses} of `misses`", point.id);
            let fix = "write at least four and two before its cues, or set `status: draft`";
            problems.push(Problem::error(&point.spot, what, fix));
        }
    }
}

/// Weak, mid against the clock, strong against the clock, strong unhurried.
const SAMPLES: [(Quality, Option<bool>); 4] = [
    (Quality::Weak, None),
    (Quality::Mid, Some(true)),
    (Quality::Strong, Some(true)),
    (Quality::Strong, Some(false)),
];

fn samples(case: &CaseStudy, problems: &mut Vec<Problem>) {
    for (sample, (quality, clocked)) in case.samples.iter().zip(SAMPLES) {
        if sample.quality != quality || clocked.is_some_and(|clocked| clocked != sample.clocked) {
            let what = format!("sample `{}` is not the one that stands here", sample.id);
            let fix = "in order: weak; mid, clocked; strong, clocked; strong, not clocked";
            problems.push(Problem::error(&sample.spot, what, fix));
        }
    }
}

/// A source without a real year or place to read it cannot be looked up.
fn sources(case: &CaseStudy, problems: &mut Vec<Problem>) {
    let vague = |source: &&Reference| {
        !(1950..=2100).contains(&source.year) || !source.url.starts_with("https://")
    };
    for source in case.sources.iter().filter(vague) {
        let what = format!("source `{}` has no plausible year or no https address", source.title);
        let fix = "give the year of publication and the page itself";
        problems.push(Problem::error(&case.spot, what, fix));
    }
}
