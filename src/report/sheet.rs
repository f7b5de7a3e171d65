//! The sheet a friend runs the interview from, in Markdown.

use super::escape::{inline, prose, quoted};
use crate::content::case_study::CaseStudy;
use crate::content::framework::{Step, nearest_length};
use crate::content::{Framework, Level, Point, Topic};

/// The sheet of a case for an interview of `minutes` at a level: what to read out, what to tell when
/// asked, what to listen for and ask about, and when each step begins.
pub fn sheet(framework: &Framework, case: &CaseStudy, level: Level, minutes: u32) -> String {
    let sheet = Sheet { framework, case, level, minutes };
    let mut blocks = sheet.front();
    let plan = framework.plan(minutes);
    let mut begins = 0;
    for (step, minutes) in framework.steps.iter().zip(&plan.steps) {
        blocks.extend(sheet.step(step, begins, *minutes));
        begins += minutes;
    }
    let spare = plan.interviewer;
    blocks.push(format!("## {}:00 Closing summary ({} min)", begins + spare, plan.closing));
    blocks.push(quoted(&framework.closing_opening));
    blocks.extend(sheet.curveballs());
    blocks.extend(sheet.traps());
    blocks.extend(sheet.afterwards());
    blocks.join("\n\n") + "\n"
}

struct Sheet<'a> {
    framework: &'a Framework,
    case: &'a CaseStudy,
    level: Level,
    minutes: u32,
}

impl Sheet<'_> {
    fn front(&self) -> Vec<String> {
        let plan = self.framework.plan(self.minutes);
        let probes = self.framework.probes.get(&nearest_length(self.minutes)).copied().unwrap_or(0);
        vec![
            format!("# Interviewer's sheet: {}", inline(&self.case.labelled())),
            format!(
                "{} minutes, {} level. For the interviewer alone: whoever reads on has seen the case.",
                self.minutes, self.level
            ),
            [
                "- Read out what is quoted, nothing more. Silence is fine.".to_owned(),
                "- Tell a fact only when it is asked for, one line each. To anything else: \"take a \
                 reasonable assumption and say it\"."
                    .to_owned(),
                "- Tick what you hear, in whatever words and whenever it comes; write down the words. \
                 Put a half for half of it, an H where your question helped."
                    .to_owned(),
                format!(
                    "- At most {probes} follow-ups in all, on the heaviest unticked **must** of a step \
                     just finished. They and the change have {} of the minutes; the times below are \
                     without them.",
                    plan.interviewer
                ),
                "- Give no sign of right or wrong before the end.".to_owned(),
            ]
            .join("\n"),
            "Read out first:".to_owned(),
            quoted(&self.case.prompt),
        ]
    }

    fn step(&self, step: &Step, begins: u32, minutes: u32) -> Vec<String> {
        let mut blocks = vec![
            format!("## {begins}:00 {} ({minutes} min)", inline(&step.title)),
            quoted(&step.opening),
        ];
        if step.topics.contains(&Topic::Requirements) {
            let facts = self.case.facts.iter().map(|fact| {
                let asked = fact.shows.first().map_or(String::new(), |example| {
                    format!(" (asked like: \"{}\")", inline(&example.text))
                });
                format!("- [ ] {}{asked}", inline(&fact.answer))
            });
            blocks.push("Facts, only when asked for:".to_owned());
            blocks.push(facts.collect::<Vec<_>>().join("\n"));
        }
        for (heading, expected) in [("Listen for:", true), ("Above the level:", false)] {
            let boxes: Vec<String> = self
                .points(step)
                .filter(|point| (point.level <= self.level) == expected)
                .map(listen)
                .collect();
            if !boxes.is_empty() {
                blocks.push(heading.to_owned());
                blocks.push(boxes.join("\n"));
            }
        }
        blocks
    }

    /// The step's points, must-haves first, then by weight.
    fn points<'s>(&'s self, step: &'s Step) -> impl Iterator<Item = &'s Point> {
        let mut points: Vec<&Point> =
            self.case.points.iter().filter(|point| step.topics.contains(&point.topic)).collect();
        points.sort_by_key(|point| std::cmp::Reverse((point.must, point.weight)));
        points.into_iter()
    }

    fn curveballs(&self) -> Vec<String> {
        if self.case.curveballs.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![
            "## A change".to_owned(),
            "Throw one, between two steps, where it bites most.".to_owned(),
        ];
        for ball in &self.case.curveballs {
            blocks.push(format!("After {}:", ball.after.as_str()));
            blocks.push(quoted(&ball.change));
            blocks.push(ball.points.iter().map(listen).collect::<Vec<_>>().join("\n"));
        }
        blocks
    }

    fn traps(&self) -> Vec<String> {
        let traps: Vec<String> = self
            .case
            .traps
            .iter()
            .map(|trap| {
                let said = trap.shows.first().map_or(trap.id.as_str(), |example| &example.text);
                format!("- [ ] \"{}\": {}", inline(said), inline(&trap.correction))
            })
            .collect();
        if traps.is_empty() {
            return Vec::new();
        }
        let heading = "## Wrong turns".to_owned();
        let how =
            "Say nothing while it runs; a tick here takes the point it contradicts.".to_owned();
        vec![heading, how, traps.join("\n")]
    }

    fn afterwards(&self) -> Vec<String> {
        let mut blocks = vec!["## Afterwards".to_owned()];
        blocks.push(prose(
            "Quote what earned each tick before you say what was missing. Then three things to practise, \
             no more: the heaviest **must** of the emptiest steps.",
        ));
        let told = format!(
            "To score the notes: type them into a file, each step begun by a line `/step ID`, and run \
             `mlsd score --case {} --level {} FILE`.",
            self.case.id,
            self.level.as_str()
        );
        blocks.push(told);
        blocks
    }
}

/// A box to tick, and what to ask about it.
fn listen(point: &Point) -> String {
    let must = if point.must { "**must**, " } else { "" };
    let ask = point
        .probe
        .as_ref()
        .map_or(String::new(), |probe| format!("\n  Ask: \"{}\"", inline(probe)));
    format!(
        "- [ ] {} ({must}weight {}, {}){ask}",
        inline(&point.statement),
        point.weight,
        point.level
    )
}
