//! From a file's shape to the model, collecting every semantic problem of the file on the way.

use indexmap::IndexMap;
use std::collections::BTreeMap;

use super::Level;
use super::case_study::{CaseStudy, Curveball, Diagram, Fact, Sample, Trap};
use super::cue::{Cue, Group, is_id, parse_group};
use super::framework::{ByLength, Cap, CapRule, Framework, LENGTHS, Step};
use super::point::{Example, ListRule, Point};
use super::problem::{Problem, Spot, did_you_mean};
use super::raw::{
    PointsFile, RawCap, RawCase, RawConcept, RawCue, RawFact, RawFramework, RawPoint, RawStep,
    RawTrap, RawUse, Text, VocabularyFile,
};
use super::vocabulary::Concept;
use super::yaml::{At, spot};

/// Content format this program reads.
pub const CONTENT_FORMAT: u32 = 1;

/// A case as one file has it: shared points are still references.
pub(super) struct CaseFile {
    pub(super) case: CaseStudy,
    pub(super) uses: Vec<UseOfPoint>,
}

/// A reference to a shared point, with what the case changes about it.
pub(super) struct UseOfPoint {
    pub(super) id: String,
    pub(super) why: Option<String>,
    pub(super) weight: Option<u32>,
    pub(super) cues: Vec<Cue>,
    pub(super) spot: Spot,
}

/// Turns one file's contents into the model.
pub(super) struct Converter<'a> {
    file: &'a str,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Converter<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, problems: Vec::new() }
    }

    pub(super) fn points(&mut self, raw: PointsFile) -> Vec<Point> {
        self.format(&raw.format);
        raw.points.into_iter().map(|point| self.point(point, None)).collect()
    }

    pub(super) fn concepts(&mut self, raw: VocabularyFile) -> Vec<Concept> {
        self.format(&raw.format);
        raw.concepts.into_iter().map(|concept| self.concept(concept)).collect()
    }

    fn concept(&mut self, raw: RawConcept) -> Concept {
        self.plain_id(&raw.id);
        for phrase in raw.says.iter().chain([&raw.name]) {
            let operator = phrase.value.starts_with('<') || phrase.value.contains(" | ");
            if operator || phrase.value.trim().is_empty() {
                self.error(phrase, "a concept's phrases are plain words", "remove the operator");
            }
        }
        Concept {
            spot: self.spot(&raw.id),
            id: raw.id.value,
            name: raw.name.value,
            says: raw.says.into_iter().map(|says| says.value).collect(),
            includes: raw.includes.into_iter().map(|id| id.value).collect(),
        }
    }

    pub(super) fn framework(&mut self, raw: RawFramework, hash: String) -> Framework {
        self.format(&raw.format);
        self.plain_id(&raw.id);
        self.stem_matches(&raw.id);
        for table in [&raw.interviewer, &raw.closing, &raw.probes] {
            self.by_length(table);
        }
        if raw.bands.value.windows(2).any(|pair| pair[0].from <= pair[1].from)
            || raw.bands.value.last().is_none_or(|band| band.from != 0)
        {
            self.error(&raw.bands, "bands run from best to worst and the last starts at 0", "");
        }
        Framework {
            spot: self.spot(&raw.id),
            id: raw.id.value,
            title: raw.title.value,
            summary: raw.summary.value,
            steps: raw.steps.into_iter().map(|step| self.step(step)).collect(),
            interviewer: raw.interviewer.value,
            closing: raw.closing.value,
            closing_opening: raw.closing_opening.value,
            probes: raw.probes.value,
            bands: raw.bands.value,
            caps: raw.caps.into_iter().filter_map(|cap| self.cap(cap)).collect(),
            credit: raw.credit,
            prompting: raw.prompting,
            unprompted_bar: raw.unprompted_bar,
            staff: raw.staff,
            hash,
        }
    }

    fn step(&mut self, raw: RawStep) -> Step {
        self.plain_id(&raw.id);
        self.by_length(&raw.budgets);
        self.by_length(&raw.enough);
        if raw.topics.is_empty() != (raw.weight.value == 0) {
            let fix = "a step without topics weighs 0, and only such a step";
            self.error(&raw.weight, "weight and topics do not agree", fix);
        }
        for text in [&raw.title, &raw.goal, &raw.opening, &raw.hint] {
            self.not_empty(text);
        }
        Step {
            id: raw.id.value,
            title: raw.title.value,
            goal: raw.goal.value,
            topics: raw.topics.into_iter().map(|topic| topic.value).collect(),
            weight: raw.weight.value,
            budgets: raw.budgets.value,
            enough: raw.enough.value,
            opening: raw.opening.value,
            hint: raw.hint.value,
            green_flags: raw.green_flags,
            red_flags: raw.red_flags,
        }
    }

    fn cap(&mut self, raw: RawCap) -> Option<Cap> {
        let values = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect();
        let when = match (raw.none_of, raw.empty_step, raw.traps) {
            (Some(points), None, None) => CapRule::NoneOf(values(points)),
            (None, Some(step), None) => {
                CapRule::EmptyStep((step.value != "any").then_some(step.value))
            }
            (None, None, Some(traps)) => CapRule::Traps(traps),
            _ => {
                let what = "a cap has exactly one of `none_of`, `empty_step` and `traps`";
                self.error(&raw.id, what, "keep one");
                return None;
            }
        };
        Some(Cap {
            id: raw.id.value,
            when,
            at_most: raw.at_most.value,
            because: raw.because.value,
            levels: raw.levels.unwrap_or_else(|| Level::ALL.to_vec()),
        })
    }

    pub(super) fn case(&mut self, raw: RawCase, hash: String) -> CaseFile {
        self.format(&raw.format);
        self.plain_id(&raw.id);
        self.stem_matches(&raw.id);
        for text in [&raw.title, &raw.prompt, &raw.family, &raw.summary] {
            self.not_empty(text);
        }
        let own = Some(raw.id.value.as_str());
        let mut points: Vec<Point> = Vec::new();
        for point in raw.points {
            points.push(self.point(point, own));
        }
        let mut curveballs = Vec::new();
        for ball in raw.curveballs {
            curveballs.push(Curveball {
                id: ball.id.value,
                kind: ball.kind,
                after: ball.after,
                change: ball.change.value,
                points: ball.points.into_iter().map(|point| self.point(point, own)).collect(),
            });
        }
        if let Some(diagram) = &raw.diagram {
            self.diagram(diagram);
        }
        let uses = raw.uses.into_iter().map(|used| self.use_of(used)).collect();
        let case = CaseStudy {
            spot: self.spot(&raw.id),
            id: raw.id.value.clone(),
            title: raw.title.value,
            prompt: raw.prompt.value.trim().to_owned(),
            family: raw.family.value,
            difficulty: raw.difficulty,
            status: raw.status,
            summary: raw.summary.value,
            aliases: raw.aliases.into_iter().map(|alias| alias.value).collect(),
            facts: raw.facts.into_iter().map(|fact| self.fact(fact)).collect(),
            points,
            traps: raw.traps.into_iter().map(|trap| self.trap(trap)).collect(),
            curveballs,
            estimates: raw.estimates.into_iter().map(|estimate| estimate.value).collect(),
            walkthrough: raw
                .walkthrough
                .into_iter()
                .map(|(topic, text)| (topic, text.value))
                .collect(),
            diagram: raw.diagram.map(|diagram| diagram.value).unwrap_or_default(),
            samples: raw
                .samples
                .into_iter()
                .map(|sample| Sample {
                    spot: self.spot(&sample.id),
                    id: sample.id.value,
                    quality: sample.quality,
                    clocked: sample.clocked,
                    expected: sample.expected.value,
                    answers: sample
                        .answers
                        .into_iter()
                        .map(|(step, text)| (step, text.value))
                        .collect(),
                })
                .collect(),
            sources: raw.sources,
            hash,
        };
        CaseFile { case, uses }
    }

    fn use_of(&mut self, raw: RawUse) -> UseOfPoint {
        if let Some(weight) = &raw.weight {
            self.weight(weight);
        }
        UseOfPoint {
            spot: self.spot(&raw.id),
            id: raw.id.value,
            why: raw.why.map(|why| why.value),
            weight: raw.weight.map(|weight| weight.value),
            cues: self.cues(raw.cues),
        }
    }

    fn fact(&mut self, raw: RawFact) -> Fact {
        self.plain_id(&raw.id);
        self.not_empty(&raw.answer);
        self.not_empty(&raw.changes);
        Fact {
            spot: self.spot(&raw.id),
            id: raw.id.value,
            ask: self.cues(raw.ask),
            answer: raw.answer.value,
            changes: raw.changes.value,
            earns: raw.earns.map(|point| point.value),
            shows: self.examples(raw.shows),
            misses: self.examples(raw.misses),
        }
    }

    fn trap(&mut self, raw: RawTrap) -> Trap {
        self.plain_id(&raw.id);
        self.not_empty(&raw.correction);
        Trap {
            spot: self.spot(&raw.id),
            id: raw.id.value,
            topic: raw.topic,
            says: self.cues(raw.says),
            severity: raw.severity,
            voids: raw.voids.into_iter().map(|point| point.value).collect(),
            correction: raw.correction.value,
            shows: self.examples(raw.shows),
            misses: self.examples(raw.misses),
        }
    }

    fn diagram(&mut self, diagram: &At<Diagram>) {
        let known: Vec<&str> = diagram.value.nodes.iter().map(|node| node.id.as_str()).collect();
        let spot = self.spot(diagram);
        for edge in &diagram.value.edges {
            for end in [&edge.from, &edge.to] {
                if !known.contains(&end.as_str()) {
                    let what = format!("the diagram has no node `{end}`");
                    let fix = did_you_mean(end, known.iter().copied(), "add the node");
                    self.problems.push(Problem::error(&spot, what, fix));
                }
            }
        }
    }

    fn point(&mut self, raw: RawPoint, case: Option<&str>) -> Point {
        self.point_id(&raw.id, case);
        for text in [&raw.point, &raw.why] {
            self.not_empty(text);
        }
        self.weight(&raw.weight);
        let spot = self.spot(&raw.id);
        if raw.must && raw.say.is_none() {
            self.error(
                &raw.id,
                "a must-have needs `say`",
                "add 20 to 35 words one could say aloud",
            );
        }
        if raw.must && raw.probe.is_none() {
            self.error(&raw.id, "a must-have needs `probe`", "add the interviewer's follow-up");
        }
        if raw.must && raw.not.is_empty() {
            let fix = "add a cue under `not` for the fluent wrong version";
            self.error(&raw.id, "a must-have needs a `not` cue", fix);
        }
        if let Some(say) = &raw.say {
            self.say(say);
        }
        if raw.cues.is_empty() && raw.k_of.is_none() {
            self.error(&raw.id, "the point has no cues", "add at least one under `cues`");
        }
        let window = raw.window.map_or(1, |window| {
            if !(1..=4).contains(&window.value) {
                self.error(&window, "a window is 1 to 4 passages", "");
            }
            window.value.clamp(1, 4)
        });
        Point {
            topic: raw.topic,
            statement: raw.point.value,
            why: raw.why.value,
            say: raw.say.map(|say| say.value),
            level: raw.level,
            weight: raw.weight.value,
            must: raw.must,
            style: raw.style,
            window,
            stance: raw.stance,
            cues: self.cues(raw.cues),
            not: self.cues(raw.not),
            list: raw.k_of.map(|list| {
                let spot = self.spot(&list);
                ListRule {
                    n: list.value.n,
                    from: self
                        .groups(list.value.from, &spot)
                        .into_iter()
                        .map(|group| (group.name, group.alts))
                        .collect(),
                }
            }),
            implies: raw.implies.into_iter().map(|id| id.value).collect(),
            shows: self.examples(raw.shows),
            misses: self.examples(raw.misses),
            probe: raw.probe.map(|probe| probe.value),
            source: raw.source,
            id: raw.id.value,
            spot,
        }
    }

    fn point_id(&mut self, id: &Text, case: Option<&str>) {
        let slug = match case {
            None => Some(id.value.as_str()),
            Some(case) => id.value.strip_prefix(case).and_then(|rest| rest.strip_prefix('/')),
        };
        if !slug.is_some_and(is_id) {
            let fix = case.map_or_else(
                || "lower-case letters, digits and hyphens".to_owned(),
                |case| format!("a case's own points are `{case}/slug`"),
            );
            self.error(id, &format!("`{}` is not a point id here", id.value), &fix);
        }
    }

    fn say(&mut self, say: &Text) {
        let words = say.value.split_whitespace().count();
        if !(15..=45).contains(&words) {
            let what = format!("`say` has {words} words");
            self.warning(say, &what, "20 to 35 words can be said in one breath");
        }
    }

    fn cues(&mut self, raw: Vec<RawCue>) -> Vec<Cue> {
        raw.into_iter().filter_map(|cue| self.cue(cue)).collect()
    }

    fn cue(&mut self, raw: RawCue) -> Option<Cue> {
        let spot = self.spot(&raw);
        if raw.value.is_empty() {
            self.problems.push(Problem::error(
                &spot,
                "the cue has no groups",
                "name a group and its alternatives",
            ));
            return None;
        }
        let count = raw.value.len();
        let groups = self.groups(raw.value, &spot);
        (groups.len() == count).then_some(Cue { groups, spot })
    }

    fn groups(&mut self, raw: IndexMap<String, Text>, _spot: &Spot) -> Vec<Group> {
        let mut groups = Vec::new();
        for (name, text) in raw {
            match parse_group(&text.value) {
                Ok(alts) => groups.push(Group { name, alts }),
                Err(error) => {
                    let mut spot = self.spot(&text);
                    spot.column += error.at as u32;
                    let what = format!("group `{name}`: {error}");
                    self.problems.push(Problem::error(
                        &spot,
                        what,
                        "see the cue grammar in CONTRIBUTING.md",
                    ));
                }
            }
        }
        groups
    }

    fn examples(&mut self, texts: Vec<Text>) -> Vec<Example> {
        texts.into_iter().map(|text| Example { spot: self.spot(&text), text: text.value }).collect()
    }

    fn by_length(&mut self, table: &At<ByLength>) {
        if table.value.keys().copied().ne(LENGTHS) {
            let what = "minutes are given for exactly 35, 45 and 60";
            self.error(table, what, "write {35: …, 45: …, 60: …}");
        }
    }

    fn format(&mut self, format: &At<u32>) {
        if format.value != CONTENT_FORMAT {
            let what = format!("format {} is not known to this version", format.value);
            self.error(
                format,
                &what,
                &format!("this program reads format {CONTENT_FORMAT}; update it or the file"),
            );
        }
    }

    fn weight(&mut self, weight: &At<u32>) {
        if !(1..=5).contains(&weight.value) {
            self.error(weight, "a weight is 1 to 5", "");
        }
    }

    fn plain_id(&mut self, id: &Text) {
        if !is_id(&id.value) {
            let what = format!("`{}` is not an id", id.value);
            self.error(id, &what, "lower-case letters, digits and single hyphens");
        }
    }

    fn stem_matches(&mut self, id: &Text) {
        let stem = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.strip_suffix(".yaml").unwrap_or(stem);
        if stem != id.value {
            let what = format!("id `{}` and file name `{stem}.yaml` differ", id.value);
            self.error(id, &what, "rename one of them");
        }
    }

    fn not_empty(&mut self, text: &Text) {
        if text.value.trim().is_empty() {
            self.error(text, "the text is empty", "write it");
        }
    }

    fn spot<T>(&self, value: &At<T>) -> Spot {
        spot(self.file, value)
    }

    fn error<T>(&mut self, value: &At<T>, what: &str, fix: &str) {
        let spot = self.spot(value);
        self.problems.push(Problem::error(&spot, what, fix));
    }

    fn warning<T>(&mut self, value: &At<T>, what: &str, fix: &str) {
        let spot = self.spot(value);
        self.problems.push(Problem::warning(&spot, what, fix));
    }
}

/// Keys of a table, for messages.
pub(super) fn keys<V>(table: &BTreeMap<String, V>) -> impl Iterator<Item = &str> {
    table.keys().map(String::as_str)
}
