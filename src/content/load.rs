//! From the bytes of content files to checked content.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::case_study::{CaseStudy, Status};
use super::convert::{CaseFile, Converter, UseOfPoint, keys};
use super::cue::{Alt, Cue, Item};
use super::framework::{CapRule, Framework};
use super::place::Places;
use super::point::Point;
use super::prepared::{Model, Prepared};
use super::problem::{Problem, Spot, did_you_mean};
use super::vocabulary::{Concept, Vocabulary};
use super::{raw, yaml};

/// One content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name for messages; its folder says what it is: `frameworks/…`, `common/points.yaml`,
    /// `common/vocabulary.yaml`, `case-studies/…`.
    pub name: String,
    /// Where its name ends up in messages, such as a path typed by the user.
    pub shown: String,
    /// The file's bytes.
    pub bytes: Cow<'static, [u8]>,
    /// What [`prepare`](super::prepare) made of the bytes when the program was built, if it did.
    pub prepared: Option<&'static [u8]>,
}

/// What a file holds, told by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A framework.
    Framework,
    /// Shared points.
    Points,
    /// The vocabulary.
    Vocabulary,
    /// A case study.
    Case,
}

impl Source {
    /// What the file holds, if its name says so.
    pub fn kind(&self) -> Option<SourceKind> {
        kind_of(&self.name)
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or_default();
        file.strip_suffix(".yaml").unwrap_or(file)
    }
}

/// What a file of this name holds.
pub fn kind_of(name: &str) -> Option<SourceKind> {
    let mut parts = name.rsplit('/');
    let file = parts.next()?;
    match (parts.next(), file) {
        (Some("common"), "points.yaml") => Some(SourceKind::Points),
        (Some("common"), "vocabulary.yaml") => Some(SourceKind::Vocabulary),
        (Some("frameworks"), _) => Some(SourceKind::Framework),
        (Some("case-studies"), _) => Some(SourceKind::Case),
        _ => None,
    }
}

/// Everything that can be practised.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Frameworks by id.
    pub frameworks: BTreeMap<String, Framework>,
    /// Shared points by id.
    pub points: BTreeMap<String, Point>,
    /// The shared vocabulary.
    pub vocabulary: Vocabulary,
    /// Case studies by id.
    pub cases: BTreeMap<String, CaseStudy>,
    /// Hash of points and vocabulary, as scoring depends on both.
    pub common_hash: String,
}

impl Content {
    /// A case by id or alias.
    pub fn case(&self, id: &str) -> Option<&CaseStudy> {
        self.cases.get(id).or_else(|| {
            self.cases.values().find(|case| case.aliases.iter().any(|alias| alias == id))
        })
    }
}

/// Loads content. Later sources override earlier ones by id (a user's folder after the shipped
/// files); two entries of one id in the same file are a problem.
///
/// Every semantic problem of every file is reported, and the first structural one of each.
pub fn load(sources: &[Source]) -> (Content, Vec<Problem>) {
    let mut loader = Loader::default();
    for source in sources {
        loader.source(source);
    }
    loader.finish()
}

/// The first 16 hex digits of a file's SHA-256.
pub fn hash(bytes: &[u8]) -> String {
    short(Sha256::new_with_prefix(bytes))
}

fn short(hash: Sha256) -> String {
    let digest = hash.finalize();
    let first = digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{first:016x}")
}

#[derive(Default)]
struct Loader {
    content: Content,
    cases: BTreeMap<String, CaseFile>,
    /// Hashes of the points and vocabulary files.
    common: Sha256,
    places: Places,
    problems: Vec<Problem>,
}

impl Loader {
    fn source(&mut self, source: &Source) {
        let Some(kind) = source.kind() else {
            let spot = Spot { file: source.shown.clone(), ..Spot::default() };
            let fix = "it belongs in frameworks/, case-studies/ or common/ (points.yaml, vocabulary.yaml)";
            self.problems.push(Problem::error(
                &spot,
                "the file's place does not say what it holds",
                fix,
            ));
            return;
        };
        if let Some(prepared) = source.prepared.and_then(Prepared::read) {
            return self.prepared(source, prepared);
        }
        match kind {
            SourceKind::Framework => self.framework(source),
            SourceKind::Points => self.points(source),
            SourceKind::Vocabulary => self.vocabulary(source),
            SourceKind::Case => self.case(source),
        }
    }

    /// What was read and found right when the program was built.
    fn prepared(&mut self, source: &Source, prepared: Prepared) {
        let shown = || source.shown.clone();
        match prepared.model {
            Model::Framework(mut framework) => {
                framework.spot.file = shown();
                self.add_framework(framework);
            }
            Model::Points(points) => self.add_points(&prepared.hash, points),
            Model::Vocabulary(concepts) => self.add_concepts(&prepared.hash, concepts),
            Model::Case(mut file) => {
                file.case.spot.file = shown();
                self.add_case(file);
            }
        }
    }

    fn framework(&mut self, source: &Source) {
        let hash = hash(&source.bytes);
        let found = self.read(source, |convert, raw| convert.framework(raw, hash));
        if let Some(framework) = found {
            self.add_framework(framework);
        }
    }

    fn add_framework(&mut self, framework: Framework) {
        self.content.frameworks.insert(framework.id.clone(), framework);
    }

    fn case(&mut self, source: &Source) {
        let hash = hash(&source.bytes);
        let found = self.read(source, |convert, raw| convert.case(raw, hash));
        if let Some(file) = found {
            self.add_case(file);
        }
    }

    fn add_case(&mut self, file: CaseFile) {
        self.cases.insert(file.case.id.clone(), file);
    }

    fn points(&mut self, source: &Source) {
        let found: Vec<Point> = self
            .read(source, |convert, raw: raw::PointsFile| convert.points(raw))
            .unwrap_or_default();
        self.twice(found.iter().map(|point| (point.id.as_str(), &point.spot)));
        self.add_points(&hash(&source.bytes), found);
    }

    fn add_points(&mut self, hash: &str, points: Vec<Point>) {
        self.common.update(hash);
        self.content.points.extend(points.into_iter().map(|point| (point.id.clone(), point)));
    }

    fn vocabulary(&mut self, source: &Source) {
        let found: Vec<Concept> = self
            .read(source, |convert, raw: raw::VocabularyFile| convert.concepts(raw))
            .unwrap_or_default();
        self.twice(found.iter().map(|concept| (concept.id.as_str(), &concept.spot)));
        self.add_concepts(&hash(&source.bytes), found);
    }

    fn add_concepts(&mut self, hash: &str, concepts: Vec<Concept>) {
        self.common.update(hash);
        let concepts = concepts.into_iter().map(|concept| (concept.id.clone(), concept));
        self.content.vocabulary.concepts.extend(concepts);
    }

    fn read<Raw, Model>(
        &mut self,
        source: &Source,
        convert: impl FnOnce(&mut Converter<'_>, Raw) -> Model,
    ) -> Option<Model>
    where
        Raw: serde::de::DeserializeOwned + Send + 'static,
    {
        let read = yaml::text(&source.shown, &source.bytes)
            .and_then(|text| yaml::parse::<Raw>(&source.shown, text).map(|raw| (text, raw)));
        match read {
            Ok((text, raw)) => {
                let mut converter = Converter::new(&source.shown, text);
                let model = convert(&mut converter, raw);
                self.problems.append(&mut converter.problems);
                self.places.extend(converter.places);
                Some(model)
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn finish(mut self) -> (Content, Vec<Problem>) {
        self.content.common_hash = short(self.common.clone());
        for (id, file) in std::mem::take(&mut self.cases) {
            let case = self.resolve(file);
            self.content.cases.insert(id, case);
        }
        let mut problems = self.problems;
        References { content: &self.content, places: &self.places, problems: &mut problems }
            .check();
        problems.sort_by(|a, b| (&a.spot, &a.what).cmp(&(&b.spot, &b.what)));
        problems.dedup();
        (self.content, problems)
    }

    /// Replaces a case's references by the shared points themselves.
    fn resolve(&mut self, file: CaseFile) -> CaseStudy {
        let CaseFile { mut case, uses } = file;
        self.twice(uses.iter().map(|used| (used.id.as_str(), &used.spot)));
        let own = case.points.iter().chain(case.curveballs.iter().flat_map(|ball| &ball.points));
        self.twice(own.map(|point| (point.id.as_str(), &point.spot)));
        let mut points = Vec::new();
        for used in uses {
            points.extend(self.resolve_use(used));
        }
        points.append(&mut case.points);
        case.points = points;
        let facts = case.facts.iter().map(|fact| (fact.id.as_str(), &fact.spot));
        self.twice(facts);
        self.twice(case.traps.iter().map(|trap| (trap.id.as_str(), &trap.spot)));
        self.twice(case.samples.iter().map(|sample| (sample.id.as_str(), &sample.spot)));
        if let Some(id) = case.framework.as_ref().filter(|id| !self.has_framework(id)) {
            let fix =
                did_you_mean(id, keys(&self.content.frameworks), "see `mlsd list frameworks`");
            let what = format!("there is no framework `{id}`");
            self.problems.push(Problem::error(&self.places.of(&case.spot, id), what, fix));
        }
        case
    }

    fn has_framework(&self, id: &str) -> bool {
        self.content.frameworks.contains_key(id)
    }

    fn resolve_use(&mut self, used: UseOfPoint) -> Option<Point> {
        let Some(shared) = self.content.points.get(&used.id) else {
            let what = format!("there is no shared point `{}`", used.id);
            let fix = did_you_mean(&used.id, keys(&self.content.points), "see `mlsd list points`");
            self.problems.push(Problem::error(&used.spot, what, fix));
            return None;
        };
        let mut point = shared.clone();
        point.why = used.why.unwrap_or(point.why);
        point.say = used.say.or(point.say);
        point.probe = used.probe.or(point.probe);
        point.weight = used.weight.unwrap_or(point.weight);
        point.cues.extend(used.cues);
        Some(point)
    }

    fn twice<'b>(&mut self, ids: impl Iterator<Item = (&'b str, &'b Spot)>) {
        let mut seen: HashMap<&str, &Spot> = HashMap::new();
        for (id, spot) in ids {
            let first = *seen.entry(id).or_insert(spot);
            if first != spot {
                let what = format!("`{id}` stands twice");
                let fix = format!("the first is on line {}; rename or remove one", first.line);
                self.problems.push(Problem::error(spot, what, fix));
            }
        }
    }
}

/// Checks what one entry says about another.
struct References<'a> {
    content: &'a Content,
    places: &'a Places,
    problems: &'a mut Vec<Problem>,
}

impl References<'_> {
    fn check(&mut self) {
        let content = self.content;
        for concept in content.vocabulary.concepts.values() {
            self.concept(concept);
        }
        for framework in content.frameworks.values() {
            self.framework(framework);
        }
        for point in content.points.values() {
            self.point(point, None);
        }
        for case in content.cases.values() {
            self.case(case);
        }
    }

    fn concept(&mut self, concept: &Concept) {
        for id in &concept.includes {
            match self.content.vocabulary.concepts.get(id) {
                None => self.no_concept(id, &concept.spot),
                Some(included) if !included.includes.is_empty() => {
                    let what = format!("`{id}` includes concepts itself");
                    let fix = "includes go one level deep; name those concepts here";
                    self.error(&self.places.of(&concept.spot, id), what, fix);
                }
                Some(_) => {}
            }
        }
    }

    fn framework(&mut self, framework: &Framework) {
        let weights: u32 = framework.steps.iter().map(|step| step.weight).sum();
        if weights != 100 {
            let what = format!("step weights add up to {weights}");
            self.error(&framework.spot, what, "they are percent: make them add up to 100");
        }
        self.lengths(framework);
        for cap in &framework.caps {
            let CapRule::NoneOf(points) = &cap.when else { continue };
            for id in points.iter().filter(|id| !self.content.points.contains_key(*id)) {
                let fix = did_you_mean(id, keys(&self.content.points), "use a shared point");
                let place = self.places.of(&framework.spot, id);
                self.error(&place, format!("there is no shared point `{id}`"), fix);
            }
        }
    }

    /// The parts of each length fill it. Tables that lack a length were reported already.
    fn lengths(&mut self, framework: &Framework) {
        let tables = framework.steps.iter().map(|step| &step.budgets);
        let tables: Vec<_> = tables.chain([&framework.interviewer, &framework.closing]).collect();
        for length in super::framework::LENGTHS {
            if !tables.iter().all(|table| table.contains_key(&length)) {
                continue;
            }
            let sum: u64 = tables.iter().map(|table| u64::from(table[&length])).sum();
            if sum != u64::from(length) {
                let what = format!("the parts of {length} minutes add up to {sum}");
                let fix = "budgets, interviewer and closing must fill it exactly";
                self.error(&framework.spot, what, fix);
            }
        }
    }

    fn point(&mut self, point: &Point, case: Option<&CaseStudy>) {
        for cue in point.cues.iter().chain(&point.not) {
            self.cue(cue);
        }
        if let Some(list) = &point.list {
            self.alts(list.from.values().flatten(), &point.spot);
        }
        for id in &point.implies {
            let known = self.content.points.contains_key(id)
                || case.is_some_and(|case| case.point(id).is_some());
            if !known {
                let what = format!("`implies` names an unknown point `{id}`");
                let own = case.into_iter().flat_map(|case| &case.points);
                let known = keys(&self.content.points).chain(own.map(|point| point.id.as_str()));
                let fix = did_you_mean(id, known, "use a point's id");
                self.error(&self.places.of(&point.spot, id), what, fix);
            }
        }
    }

    fn case(&mut self, case: &CaseStudy) {
        let balls = case.curveballs.iter().flat_map(|ball| &ball.points);
        for point in case.points.iter().filter(|point| case.owns(point)).chain(balls) {
            self.point(point, Some(case));
        }
        let shared = case.points.iter().filter(|point| !case.owns(point));
        // Cues a case adds to a shared point stand in the case's file.
        for cue in
            shared.flat_map(|point| &point.cues).filter(|cue| cue.spot.file == case.spot.file)
        {
            self.cue(cue);
        }
        for cue in case.facts.iter().flat_map(|fact| &fact.ask) {
            self.cue(cue);
        }
        for trap in &case.traps {
            for cue in &trap.says {
                self.cue(cue);
            }
            for id in &trap.voids {
                self.known_point(case, id, &trap.spot, "`voids`");
            }
        }
        for fact in &case.facts {
            if let Some(id) = &fact.earns {
                self.known_point(case, id, &fact.spot, "`earns`");
            }
        }
        if case.status == Status::Complete {
            super::quota::check(case, self.problems);
        }
    }

    fn known_point(&mut self, case: &CaseStudy, id: &str, spot: &Spot, field: &str) {
        if case.point(id).is_none() {
            let what = format!("{field} names `{id}`, which this case does not use");
            let known = case.points.iter().map(|point| point.id.as_str());
            let fix = did_you_mean(id, known, "list it under `uses` or `points`");
            self.error(&self.places.of(spot, id), what, fix);
        }
    }

    fn cue(&mut self, cue: &Cue) {
        self.alts(cue.groups.iter().flat_map(|group| &group.alts), &cue.spot);
    }

    /// Checks the concepts of the entry at `spot`.
    fn alts<'b>(&mut self, alts: impl Iterator<Item = &'b Alt>, spot: &Spot) {
        let concept = |item: &'b Item| match item {
            Item::Concept(id) => Some(id),
            Item::Not(inner) => match inner.as_ref() {
                Item::Concept(id) => Some(id),
                _ => None,
            },
            _ => None,
        };
        let known = &self.content.vocabulary.concepts;
        let named = alts.flat_map(|alt| &alt.0).filter_map(concept);
        let unknown: BTreeSet<&String> = named.filter(|id| !known.contains_key(*id)).collect();
        for id in unknown {
            self.no_concept(id, spot);
        }
    }

    fn no_concept(&mut self, id: &str, spot: &Spot) {
        let known = keys(&self.content.vocabulary.concepts);
        let fix = did_you_mean(id, known, "add it to common/vocabulary.yaml");
        self.error(&self.places.of(spot, id), format!("there is no concept `{id}`"), fix);
    }

    fn error(&mut self, spot: &Spot, what: impl Into<String>, fix: impl Into<String>) {
        self.problems.push(Problem::error(spot, what, fix));
    }
}
