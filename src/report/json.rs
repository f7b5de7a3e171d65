//! The report as data.
//!
//! Keys stand in the order of the structs: `format, spoilers, header, finished, predicted,
//! content, events, assessment`. Statuses are `covered|partial|contradicted|missed`, offsets are
//! bytes into the entry as stored, figures are rounded to 4 decimals, times are milliseconds on the
//! session's clock. The event `assessed` has no `report` of its own: the assessment stands beside.

use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

use super::{Report, spoilers};
use crate::assessment::Assessment;
use crate::interview::{Assessed, Body, Event, Header};

/// Format of the JSON printed here.
pub const REPORT_FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    /// Whether anything was left out so as not to give the case away.
    spoilers: bool,
    header: &'a Header,
    finished: bool,
    predicted: Option<u8>,
    /// Hash of all content together as of the assessment shown at the end.
    content: Option<&'a str>,
    events: Vec<Entry<'a>>,
    assessment: Assessment,
}

/// An event as in the journal, or as a newer version wrote it.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Known {
        n: u64,
        at: jiff::Timestamp,
        clock_ms: u64,
        #[serde(flatten)]
        body: Cow<'a, Body>,
    },
    Unknown(&'a Value),
}

/// The report as JSON, indented, ending in a newline.
///
/// # Errors
/// Never for sessions this program made; JSON writing reports failures this way.
pub fn json(report: &Report<'_>) -> Result<String, serde_json::Error> {
    let session = report.session;
    let assessment = if report.spoilers {
        report.assessment.clone()
    } else {
        spoilers::without(report.assessment)
    };
    let document = Document {
        format: REPORT_FORMAT,
        spoilers: report.spoilers,
        header: &session.header,
        finished: session.finished,
        predicted: session.predicted,
        content: session.assessed.as_ref().map(|assessed| assessed.content.as_str()),
        events: session.events.iter().filter_map(|e| entry(e, report.spoilers)).collect(),
        assessment: rounded(assessment),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn entry(event: &Event, spoilers: bool) -> Option<Entry<'_>> {
    let body = match &event.body {
        Body::Unknown(value) if spoilers => return Some(Entry::Unknown(value)),
        // The assessment stands beside the events; inside them it would be said twice.
        Body::Assessed(assessed) => {
            Cow::Owned(Body::Assessed(Assessed { report: Value::Null, ..assessed.clone() }))
        }
        body if spoilers => Cow::Borrowed(body),
        body => Cow::Owned(spoilers::event(body)?),
    };
    let stamp = event.stamp;
    Some(Entry::Known { n: event.n, at: stamp.at, clock_ms: stamp.clock_ms, body })
}

/// Figures of an assessment to 4 decimals, whoever made it.
fn rounded(mut assessment: Assessment) -> Assessment {
    let steps = assessment.steps.iter_mut();
    let steps = steps.flat_map(|step| [Some(&mut step.weight), step.coverage.as_mut()]).flatten();
    let points = assessment.points.iter_mut().map(|point| &mut point.credit);
    let retries = assessment.retries.iter_mut().map(|retry| &mut retry.coverage);
    let whole = [&mut assessment.overall, &mut assessment.as_far, &mut assessment.unprompted.bar];
    for figure in steps.chain(points).chain(retries).chain(whole) {
        *figure = (*figure * 10_000.0).round() / 10_000.0;
    }
    assessment
}
