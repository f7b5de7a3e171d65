//! A case study as pages: what to read the night before.

use super::drawing::Drawing;
use super::lines::Role;
use super::page::{Block, Page, paragraphs};
use super::words::percent;
use crate::assessment::Assessment;
use crate::content::case_study::{Diagram, Path, Quality, Sample};
use crate::content::framework::Step;
use crate::content::point::Point;
use crate::content::{CaseStudy, Framework, Level, Topic};

/// A sample answer and what it scores.
pub struct StudySample<'a> {
    /// The answer.
    pub sample: &'a Sample,
    /// What it means.
    pub assessment: Assessment,
}

/// A case study to be read under a framework.
pub struct Study<'a> {
    /// The framework whose steps order it.
    pub framework: &'a Framework,
    /// The case.
    pub case: &'a CaseStudy,
    /// Its samples with their scores; empty when they are not to be read.
    pub samples: &'a [StudySample<'a>],
    /// Only this step.
    pub only: Option<&'a str>,
}

impl Study<'_> {
    /// Everything, a page each: the problem, the steps, figures, design, traps, changes, samples,
    /// sources.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![self.problem()];
        pages.extend(self.steps().map(|step| self.step(step)));
        if self.only.is_none() {
            pages.extend(self.figures());
            pages.extend(self.design());
        }
        pages.extend(self.traps());
        if self.only.is_none() {
            pages.extend(self.changes());
            pages.extend(self.answers());
        }
        pages.extend(self.sources());
        pages
    }

    fn steps(&self) -> impl Iterator<Item = &Step> {
        let only = self.only;
        self.framework.steps.iter().filter(move |step| only.is_none_or(|only| only == step.id))
    }

    fn problem(&self) -> Page {
        let case = self.case;
        let kind = format!("{}, {}", case.family, case.difficulty.as_str());
        let blocks = vec![
            Block::text(Role::Dim, "", kind),
            Block::plain(format!("\"{}\"", case.prompt)),
            Block::plain(case.summary.trim()),
        ];
        Page { title: case.labelled(), blocks }
    }

    fn step(&self, step: &Step) -> Page {
        let mut blocks = Vec::new();
        for text in step.topics.iter().filter_map(|topic| self.case.walkthrough.get(topic)) {
            blocks.push(Block::Blank);
            blocks.extend(paragraphs(text));
        }
        if step.topics.contains(&Topic::Requirements) {
            blocks.extend(self.facts());
        }
        blocks.push(Block::Blank);
        blocks.push(Block::text(Role::Heading, "", "What an interviewer listens for"));
        for level in Level::ALL {
            let points = self.case.points.iter();
            let own =
                points.filter(|point| step.topics.contains(&point.topic) && point.level == level);
            blocks.extend(own.flat_map(point));
        }
        Page { title: step.title.clone(), blocks }
    }

    fn facts(&self) -> Vec<Block> {
        let title = Block::text(Role::Heading, "", "What the interviewer would have told you");
        let mut blocks = vec![Block::Blank, title];
        for fact in &self.case.facts {
            blocks.push(Block::text(Role::Plain, "- ", fact.answer.trim()));
            blocks.push(Block::text(Role::Dim, "    ", fact.changes.trim()));
        }
        blocks
    }

    fn figures(&self) -> Option<Page> {
        let line = |estimate: &crate::content::case_study::Estimate| {
            let text = format!(
                "{}: {} = {} {}",
                estimate.name, estimate.formula, estimate.value, estimate.unit
            );
            Block::text(Role::Plain, "- ", text)
        };
        page("Figures", self.case.estimates.iter().map(line).collect())
    }

    fn design(&self) -> Option<Page> {
        let diagram = &self.case.diagram;
        if diagram.nodes.is_empty() {
            return None;
        }
        let drawing = Block::Drawing { drawing: Drawing::of(diagram), words: in_words(diagram) };
        page("Design", vec![drawing])
    }

    fn traps(&self) -> Option<Page> {
        let topics: Vec<Topic> = self.steps().flat_map(|step| step.topics.clone()).collect();
        let mut blocks = Vec::new();
        for trap in self.case.traps.iter().filter(|trap| topics.contains(&trap.topic)) {
            let wrong =
                trap.shows.first().map_or(trap.id.as_str(), |example| example.text.as_str());
            blocks.push(Block::text(Role::Bad, "- ", format!("\"{wrong}\"")));
            blocks.push(Block::text(Role::Plain, "    ", trap.correction.trim()));
        }
        page("Wrong turns", blocks)
    }

    fn changes(&self) -> Option<Page> {
        let mut blocks = Vec::new();
        for ball in &self.case.curveballs {
            if !blocks.is_empty() {
                blocks.push(Block::Blank);
            }
            blocks.push(Block::plain(format!("\"{}\"", ball.change.trim())));
            blocks.extend(ball.points.iter().flat_map(point));
        }
        page("Changes thrown in", blocks)
    }

    fn answers(&self) -> Option<Page> {
        let mut blocks = Vec::new();
        for (index, answer) in self.samples.iter().enumerate() {
            if index > 0 {
                blocks.push(Block::Blank);
            }
            blocks.push(Block::text(Role::Heading, "", scored(answer)));
            for (step, text) in &answer.sample.answers {
                let result = answer.assessment.steps.iter().find(|result| result.id == *step);
                let title = result.map_or(step.as_str(), |result| result.title.as_str());
                let share = result.and_then(|result| result.coverage);
                let share = share.map_or_else(String::new, |s| format!(", {} %", percent(s)));
                blocks.push(Block::text(Role::Dim, "", format!("{title}{share}")));
                let lines = text.trim().lines();
                blocks.extend(lines.map(|line| Block::text(Role::Plain, "  ", line.trim_end())));
            }
        }
        page("Answers and what they score", blocks)
    }

    fn sources(&self) -> Option<Page> {
        let line = |source: &crate::content::case_study::Reference| {
            let text = format!(
                "{} ({}, {}). {} {}",
                source.title, source.publisher, source.year, source.url, source.supports
            );
            Block::text(Role::Plain, "- ", text)
        };
        page("Sources", self.case.sources.iter().map(line).collect())
    }
}

/// A page, unless nothing would stand on it.
fn page(title: &str, blocks: Vec<Block>) -> Option<Page> {
    (!blocks.is_empty()).then(|| Page { title: title.to_owned(), blocks })
}

fn point(point: &Point) -> Vec<Block> {
    let must = if point.must { ", must" } else { "" };
    let text = format!("[{}{must}] {} ({})", point.level, point.statement.trim(), point.id);
    let mut blocks = vec![Block::text(Role::Plain, "- ", text)];
    let say = point.say.as_ref().map(|say| format!("\"{}\"", say.trim()));
    blocks.extend(say.map(|say| Block::text(Role::Dim, "    ", say)));
    blocks
}

/// `Strong, against the clock, 612 words: 91 %, Strong Hire`
fn scored(answer: &StudySample<'_>) -> String {
    let quality = match answer.sample.quality {
        Quality::Weak => "Weak",
        Quality::Mid => "Middling",
        Quality::Strong => "Strong",
    };
    let clock = if answer.sample.clocked { ", against the clock" } else { "" };
    let texts = answer.sample.answers.values();
    let words: usize = texts.map(|text| text.split_whitespace().count()).sum();
    let verdict = answer.assessment.verdict.as_ref();
    let verdict = verdict.map_or_else(String::new, |verdict| {
        if verdict.low == verdict.high {
            format!(", {}", verdict.low_title)
        } else {
            format!(", {} to {}", verdict.low_title, verdict.high_title)
        }
    });
    format!("{quality}{clock}, {words} words: {} %{verdict}", percent(answer.assessment.overall))
}

/// The design's arrows, path by path.
fn in_words(diagram: &Diagram) -> Vec<Block> {
    let label = |id: &str| {
        let found = diagram.nodes.iter().find(|node| node.id == id);
        found.map_or(id.to_owned(), |node| node.label.clone())
    };
    let mut blocks = Vec::new();
    for (path, title) in
        [(Path::Online, "Online"), (Path::Both, "Both"), (Path::Offline, "Offline")]
    {
        let on_path =
            |id: &str| diagram.nodes.iter().any(|node| node.path == path && node.id == id);
        let edges: Vec<_> = diagram.edges.iter().filter(|edge| on_path(&edge.from)).collect();
        if !diagram.nodes.iter().any(|node| node.path == path) {
            continue;
        }
        blocks.push(Block::text(Role::Heading, "", title));
        for edge in edges {
            let what = edge.label.as_ref().map_or(String::new(), |label| format!(" ({label})"));
            let text = format!("{} -> {}{what}", label(&edge.from), label(&edge.to));
            blocks.push(Block::text(Role::Plain, "  ", text));
        }
    }
    blocks
}
