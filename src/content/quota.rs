//! What a case must hold before it is called complete.

use super::case_study::CaseStudy;
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
    for path in [super::case_study::Path::Online, super::case_study::Path::Offline] {
        if !case.diagram.nodes.iter().any(|node| node.path == path) {
            let what = format!("the diagram has no {path:?} path").to_lowercase();
            problems.push(Problem::error(&case.spot, what, "draw both paths"));
        }
    }
}
