//! Every disagreement, for whoever revises cues.

use anyhow::Result;
use std::collections::BTreeMap;
use std::io::Write;

use mlsd_coach::content::Level;
use mlsd_coach::scoring::State;

use crate::data::{Graded, Half};
use crate::judge::Bench;

/// Lists the points on which scorer and majority differ, point by point.
pub(crate) fn print(
    out: &mut impl Write,
    graded: &Graded,
    benches: &BTreeMap<String, Bench<'_>>,
    half: Half,
) -> Result<()> {
    let mut lines: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for mock in graded.mocks.iter().filter(|mock| mock.half == half) {
        let Some(bench) = benches.get(&mock.case) else { continue };
        for point in bench.assess(&mock.answers, Level::Staff).points {
            let Some(covered) = mock.is_covered(&point.id) else { continue };
            if (point.status == State::Covered) == covered {
                continue;
            }
            let labels = mock.labels.get(&point.id);
            let kind = if covered { "MISS" } else { "FALSE" };
            let evidence: Vec<&str> =
                point.evidence.iter().map(|quote| quote.text.as_str()).collect();
            let line = format!(
                "{kind} {} {} {:?} graders {labels:?}; {}; {}",
                mock.case,
                mock.writer,
                point.status,
                point.because,
                evidence.join(" / "),
            );
            lines.entry((point.id.clone(), point.statement.clone())).or_default().push(line);
        }
    }
    for ((id, statement), found) in lines {
        writeln!(out, "== {id}: {statement}")?;
        for line in found {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}
