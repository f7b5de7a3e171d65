//! From a framework file's shape to the model.

use std::collections::BTreeMap;

use super::convert::Converter;
use super::framework::{ByLength, Cap, CapRule, Framework, LENGTHS, Step};
use super::problem::did_you_mean;
use super::raw::{RawCap, RawFramework, RawStep, Text};
use super::yaml::At;
use super::{Level, Topic};

impl Converter<'_> {
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
            let what = "bands run from best to worst and the last starts at 0";
            self.error(&raw.bands, what, "sort them by falling `from`; end with `from: 0`");
        }
        self.topics(&raw);
        let bands: Vec<&str> = raw.bands.value.iter().map(|band| band.id.as_str()).collect();
        let steps: Vec<&str> = raw.steps.iter().map(|step| step.id.value.as_str()).collect();
        let spot = self.spot(&raw.id);
        for cap in &raw.caps {
            self.known_in_cap(cap, &bands, &steps);
            self.refer(&spot, cap.none_of.iter().flatten());
        }
        Framework {
            spot,
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

    /// Every topic has exactly one step.
    fn topics(&mut self, raw: &RawFramework) {
        let mut homes: BTreeMap<Topic, &str> = BTreeMap::new();
        for step in &raw.steps {
            for topic in &step.topics {
                if let Some(home) = homes.insert(topic.value, &step.id.value) {
                    let what = format!("topic `{}` is given to `{home}` already", topic.value);
                    self.error(topic, &what, "give every topic to exactly one step");
                }
            }
        }
        for topic in Topic::ALL.iter().filter(|topic| !homes.contains_key(topic)) {
            let what = format!("topic `{topic}` is given to no step");
            self.error(&raw.id, &what, "give every topic to exactly one step");
        }
    }

    fn known_in_cap(&mut self, cap: &RawCap, bands: &[&str], steps: &[&str]) {
        let at_most = cap.at_most.value.as_str();
        if !bands.contains(&at_most) {
            let what = format!("there is no band `{at_most}`");
            let fix = did_you_mean(at_most, bands.iter().copied(), "use a band's id");
            self.error(&cap.at_most, &what, &fix);
        }
        if let Some(step) = cap.empty_step.as_ref().filter(|step| step.value != "any")
            && !steps.contains(&step.value.as_str())
        {
            let what = format!("there is no step `{}`", step.value);
            let fix = did_you_mean(&step.value, steps.iter().copied(), "use a step's id, or `any`");
            self.error(step, &what, &fix);
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
        let when = match (raw.none_of, raw.empty_step, raw.traps, raw.contradicted) {
            (Some(points), None, None, None) => CapRule::NoneOf(values(points)),
            (None, Some(step), None, None) => {
                CapRule::EmptyStep((step.value != "any").then_some(step.value))
            }
            (None, None, Some(traps), None) => CapRule::Traps(traps),
            (None, None, None, Some(rule)) => {
                if rule.value.at_least == 0 || rule.value.one_in == 0 {
                    let what = "a cap of contradicted points that always fires, or never";
                    self.error(&rule, what, "`at_least` and `one_in` are 1 or more");
                }
                CapRule::Contradicted(rule.value)
            }
            _ => {
                let what =
                    "a cap has exactly one of `none_of`, `empty_step`, `traps` and `contradicted`";
                self.error(&raw.id, what, "write exactly one of them");
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

    fn by_length(&mut self, table: &At<ByLength>) {
        if table.value.keys().copied().ne(LENGTHS) {
            let what = "minutes are given for exactly 35, 45 and 60";
            self.error(table, what, "write {35: …, 45: …, 60: …}");
        }
    }
}
