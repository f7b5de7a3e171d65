//! From a file's shape to the model, collecting every semantic problem of the file on the way.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::case_study::{CaseStudy, Curveball, Diagram, Estimate, Fact, Sample, Trap};
use super::cue::{Alt, Cue, Group, Item, is_id, parse_group};
use super::place::Places;
use super::point::{Example, ListRule, Point, Style};
use super::problem::{Problem, Spot, did_you_mean, source_lines};
use super::raw::{
    PointsFile, RawCase, RawConcept, RawCue, RawDiagram, RawFact, RawList, RawPoint, RawTrap,
    RawUse, Text, VocabularyFile,
};
use super::vocabulary::Concept;
use super::yaml::{At, spot, wrong_format};

/// What an id is.
const ID: &str = "lower-case letters, digits and single hyphens, at most 80 in all";
/// A text of more bytes is not searched for the concepts it names: they are shown at its entry.
const LONG: usize = 8192;

/// Content format this program reads.
pub const CONTENT_FORMAT: u32 = 1;

/// A case as one file has it: shared points are still references.
#[derive(Serialize, Deserialize)]
pub(super) struct CaseFile {
    pub(super) case: CaseStudy,
    pub(super) uses: Vec<UseOfPoint>,
}

/// A reference to a shared point, with what the case changes about it.
#[derive(Serialize, Deserialize)]
pub(super) struct UseOfPoint {
    pub(super) id: String,
    pub(super) why: Option<String>,
    pub(super) say: Option<String>,
    pub(super) probe: Option<String>,
    pub(super) weight: Option<u32>,
    pub(super) cues: Vec<Cue>,
    pub(super) spot: Spot,
}

/// Turns one file's contents into the model.
pub(super) struct Converter<'a> {
    file: &'a str,
    /// The file's lines, split once: thousands of places are looked up in them.
    lines: Vec<&'a str>,
    pub(super) problems: Vec<Problem>,
    pub(super) places: Places,
}

impl<'a> Converter<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        let lines = source_lines(text).collect();
        Self { file, lines, problems: Vec::new(), places: Places::default() }
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
            if phrase.value.starts_with('<') || phrase.value.contains(" | ") {
                self.error(phrase, "a concept's phrases are plain words", "remove the operator");
            }
            self.not_empty(phrase);
        }
        let spot = self.spot(&raw.id);
        self.refer(&spot, &raw.includes);
        Concept {
            spot,
            id: raw.id.value,
            name: raw.name.value,
            says: raw.says.into_iter().map(|says| says.value).collect(),
            includes: raw.includes.into_iter().map(|id| id.value).collect(),
        }
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
        for estimate in &raw.estimates {
            self.estimate(estimate);
        }
        let uses = raw.uses.into_iter().map(|used| self.use_of(used)).collect();
        let about = raw.about.map(|about| self.about(about));
        let spot = self.spot(&raw.id);
        self.refer(&spot, &raw.framework);
        let case = CaseStudy {
            spot,
            id: raw.id.value.clone(),
            title: raw.title.value,
            prompt: raw.prompt.value.trim().to_owned(),
            family: raw.family.value,
            difficulty: raw.difficulty,
            status: raw.status,
            summary: raw.summary.value,
            about: about.unwrap_or_default(),
            framework: raw.framework.map(|framework| framework.value),
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
            diagram: raw.diagram.map(|diagram| self.diagram(diagram)).unwrap_or_default(),
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
        if let Some(say) = &raw.say {
            self.say(say);
        }
        UseOfPoint {
            spot: self.spot(&raw.id),
            id: raw.id.value,
            why: raw.why.map(|why| why.value),
            say: raw.say.map(|say| say.value),
            probe: raw.probe.map(|probe| probe.value),
            weight: raw.weight.map(|weight| weight.value),
            cues: self.cues(raw.cues),
        }
    }

    fn fact(&mut self, raw: RawFact) -> Fact {
        self.plain_id(&raw.id);
        self.not_empty(&raw.answer);
        self.not_empty(&raw.changes);
        if raw.ask.is_empty() {
            self.error(&raw.id, "nothing asks for this fact", "add a cue under `ask`");
        }
        let spot = self.spot(&raw.id);
        self.refer(&spot, &raw.earns);
        Fact {
            spot,
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
        if raw.says.is_empty() {
            self.error(&raw.id, "nothing springs this trap", "add a cue under `says`");
        }
        let spot = self.spot(&raw.id);
        self.refer(&spot, &raw.voids);
        Trap {
            spot,
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

    fn diagram(&mut self, raw: RawDiagram) -> Diagram {
        let known: Vec<&str> = raw.nodes.iter().map(|node| node.id.as_str()).collect();
        for edge in &raw.edges {
            for end in [&edge.value.from, &edge.value.to] {
                if !known.contains(&end.as_str()) {
                    let what = format!("the diagram has no node `{end}`");
                    let fix = did_you_mean(end, known.iter().copied(), "add the node");
                    self.error(edge, &what, &fix);
                }
            }
        }
        Diagram { edges: raw.edges.into_iter().map(|edge| edge.value).collect(), nodes: raw.nodes }
    }

    fn estimate(&mut self, estimate: &At<Estimate>) {
        let Estimate { name, formula, value, tolerance, .. } = &estimate.value;
        if !(0.0..1.0).contains(tolerance) {
            let what = format!("estimate `{name}`: a tolerance is 0 or more and under 1");
            self.error(estimate, &what, "write the share the value may be off by, such as 0.05");
            return;
        }
        let problem = match super::estimate::evaluate(formula) {
            Err(error) => format!("cannot be computed: {error}"),
            Ok(found) if !super::estimate::agrees(found, &estimate.value) => {
                format!("gives {found}, not {value}")
            }
            Ok(_) => return,
        };
        let what = format!("estimate `{name}`: the formula {problem}");
        self.error(estimate, &what, "correct the formula or the value");
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
        self.refer(&spot, &raw.implies);
        if let Some(list) = &raw.k_of {
            self.enough_to_list(list);
        } else if raw.style == Style::List {
            let fix = "add `k_of: {n: …, from: {…}}`, or another style";
            self.error(&raw.id, "a point of style `list` needs `k_of`", fix);
        }
        if raw.cues.is_empty() && raw.k_of.is_none() {
            self.error(&raw.id, "the point has no cues", "add at least one under `cues`");
        }
        let window = raw.window.map_or(1, |window| {
            if !(1..=4).contains(&window.value) {
                self.error(&window, "a window is 1 to 4 passages", "most points need no `window`");
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

    fn enough_to_list(&mut self, list: &At<RawList>) {
        let (n, things) = (list.value.n, list.value.from.len());
        if n == 0 || n > things {
            let what = format!("{n} things are asked for, out of {things}");
            self.error(list, &what, "`n` is 1 or more and at most what `from` holds");
        }
    }

    fn point_id(&mut self, id: &Text, case: Option<&str>) {
        let slug = match case {
            None => Some(id.value.as_str()),
            Some(case) => id.value.strip_prefix(case).and_then(|rest| rest.strip_prefix('/')),
        };
        if !slug.is_some_and(is_id) {
            let fix = case.map_or_else(
                || ID.to_owned(),
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

    /// Words every answer has: alternatives of one item each, as only mentions are counted.
    fn about(&mut self, text: Text) -> Vec<Item> {
        let spot = self.spot(&text);
        let words = IndexMap::from([("about".to_owned(), text)]);
        let alts = self.groups(words, &spot).into_iter().flat_map(|group| group.alts);
        let mut items = Vec::new();
        for Alt(mut parts) in alts {
            let last = parts.pop();
            if let (Some(item @ (Item::Phrase(_) | Item::Concept(_))), true) =
                (last, parts.is_empty())
            {
                items.push(item);
            } else {
                let what = "`about` takes words, phrases and concepts alone".to_owned();
                let fix = "leave `..`, numbers and `<not …>` out";
                self.problems.push(Problem::error(&spot, what, fix));
            }
        }
        items
    }

    /// Reads groups of the entry (a cue or a point) at `spot`.
    fn groups(&mut self, raw: IndexMap<String, Text>, spot: &Spot) -> Vec<Group> {
        let mut groups = Vec::new();
        for (name, text) in raw {
            if name.trim().is_empty() {
                let fix = "name it: what would be missing without it";
                self.error(&text, "the group has no name", fix);
            }
            match parse_group(&text.value) {
                Ok(alts) => {
                    self.refer_to_concepts(spot, &text, &alts);
                    groups.push(Group { name, alts });
                }
                Err(error) => {
                    let place =
                        super::place::within(&self.lines, &self.spot(&text), &text.value, error.at);
                    let what = format!("group `{name}`: {error}");
                    self.problems.push(Problem::error(&place, what, error.fix));
                }
            }
        }
        groups
    }

    /// Notes where the concepts of a group stand.
    fn refer_to_concepts(&mut self, entry: &Spot, text: &Text, alts: &[Alt]) {
        let start = self.spot(text);
        for item in alts.iter().flat_map(|alt| &alt.0) {
            let (id, written) = match item {
                Item::Concept(id) => (id, format!("<{id}>")),
                Item::Not(inner) => match inner.as_ref() {
                    Item::Concept(id) => (id, id.clone()),
                    _ => continue,
                },
                _ => continue,
            };
            if self.places.knows(entry, id) || text.value.len() > LONG {
                continue;
            }
            let Some(byte) = text.value.find(&written) else { continue };
            let at = text.value[..byte].chars().count();
            let place = super::place::within(&self.lines, &start, &text.value, at);
            self.places.note(entry, id, place);
        }
    }

    /// Notes where the ids an entry refers to stand; whether they are known shows later.
    pub(super) fn refer<'t>(&mut self, entry: &Spot, ids: impl IntoIterator<Item = &'t Text>) {
        for id in ids {
            let place = self.spot(id);
            self.places.note(entry, &id.value, place);
        }
    }

    fn examples(&mut self, texts: Vec<Text>) -> Vec<Example> {
        texts.into_iter().map(|text| Example { spot: self.spot(&text), text: text.value }).collect()
    }

    pub(super) fn format(&mut self, format: &At<u32>) {
        if format.value != CONTENT_FORMAT {
            self.problems.push(wrong_format(self.file, format));
        }
    }

    fn weight(&mut self, weight: &At<u32>) {
        if !(1..=5).contains(&weight.value) {
            self.error(weight, "a weight is 1 to 5", "2 is usual; 5 decides an interview");
        }
    }

    pub(super) fn plain_id(&mut self, id: &Text) {
        if !is_id(&id.value) {
            let what = format!("`{}` is not an id", id.value);
            self.error(id, &what, ID);
        }
    }

    pub(super) fn stem_matches(&mut self, id: &Text) {
        let stem = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.strip_suffix(".yaml").unwrap_or(stem);
        if stem != id.value {
            let what = format!("id `{}` and file name `{stem}.yaml` differ", id.value);
            self.error(id, &what, "rename one of them");
        }
    }

    pub(super) fn not_empty(&mut self, text: &Text) {
        if text.value.trim().is_empty() {
            self.error(text, "the text is empty", "write it");
        }
    }

    pub(super) fn spot<T>(&self, value: &At<T>) -> Spot {
        spot(self.file, value)
    }

    pub(super) fn error<T>(&mut self, value: &At<T>, what: &str, fix: &str) {
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
