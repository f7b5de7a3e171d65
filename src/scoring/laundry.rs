//! The laundry list: many names, nothing said about them.
//!
//! Eight or more concepts named bare (between commas, with no number, comparison, arrow or verb
//! beside them), and most of all names so; or a message of hardly anything but bare names, whether
//! or not a rubric knows them. Terse real notes survive: their names carry figures.

use super::lexicon::Lexicon;
use super::reading::Reading;
use super::rubric::is_function_word;

/// From when on names are a laundry list.
#[derive(Clone, Copy)]
struct Bar {
    /// Whether an arrow between two names says something: in a message of lists it is one more comma.
    arrows: bool,
    /// Fewest bare names.
    names: usize,
    /// Most fragments with figures, comparisons or arrows, as a share: more, and it is notes.
    told: f64,
}

/// Of a whole message.
const MESSAGE: Bar = Bar { arrows: false, names: 8, told: 0.2 };
/// Of one sentence or bullet: it shows itself sooner, and one figure clears it.
const PASSAGE: Bar = Bar { arrows: true, names: 7, told: 0.0 };
/// Share of words that must stand in bare fragments.
const BARE_SHARE: f64 = 0.6;
/// Share of a message's words in bare fragments from which it says nothing else. Of the development
/// half's messages with eight names and more, terse notes reach 0.67, stuffing begins at 0.95.
const WHOLLY_BARE: f64 = 0.85;
/// Most fragments with figures of a message that says nothing else, as a share.
const WHOLLY_TOLD: f64 = 0.05;
/// Most words of a bare name.
const NAME_WORDS: usize = 4;

/// For each word, whether it stands bare in a laundry list.
pub(super) fn words(reading: &Reading, lexicon: &Lexicon) -> Vec<bool> {
    let mut named = vec![false; reading.tokens.len()];
    for item in lexicon.concepts() {
        for at in reading.mentions(item).iter().flat_map(|mention| &mention.tokens) {
            named[*at] = true;
        }
    }
    let mut listed = vec![false; reading.tokens.len()];
    for passages in reading.passages.chunk_by(|one, next| one.message == next.message) {
        let fragments: Vec<_> =
            passages.iter().map(|passage| fragments(reading, passage.tokens.clone())).collect();
        mark(reading, &named, &fragments.concat(), MESSAGE, &mut listed);
        // A list among real sentences is one all the same, and shows itself sooner.
        for (passage, fragments) in passages.iter().zip(&fragments) {
            // Nobody asks for seven things in one breath and means each.
            if passage.question && fragments.len() >= PASSAGE.names {
                named[passage.tokens.clone()].fill(true);
            }
            mark(reading, &named, fragments, PASSAGE, &mut listed);
        }
    }
    listed
}

/// Marks the bare names among some fragments, if these are a laundry list; all of them, if there is
/// nothing else.
fn mark(
    reading: &Reading,
    named: &[bool],
    fragments: &[std::ops::Range<usize>],
    bar: Bar,
    listed: &mut [bool],
) {
    let bare: Vec<_> =
        fragments.iter().filter(|fragment| is_bare(reading, named, bar, fragment)).collect();
    // A flow of arrows may join a list, but does not make one.
    let flows = |fragment: &std::ops::Range<usize>| reading.tokens[fragment.start].before.arrow;
    let listed_names: Vec<_> = bare.iter().filter(|fragment| !flows(fragment)).collect();
    let is_named = |fragment: &std::ops::Range<usize>| fragment.clone().any(|at| named[at]);
    let concepts = listed_names.iter().filter(|fragment| is_named(fragment)).count();
    let told = fragments.iter().filter(|fragment| tells(reading, named, bar, fragment)).count();
    let words: usize = fragments.iter().map(ExactSizeIterator::len).sum();
    let bare_words: usize = bare.iter().map(|fragment| fragment.len()).sum();
    let share = |part: usize, whole: usize, least: f64| part as f64 >= least * whole as f64;
    let list = concepts >= bar.names
        && share(bare_words, words, BARE_SHARE)
        && concepts * 2 >= listed_names.len()
        && !share(told, fragments.len(), bar.told + f64::EPSILON);
    let nothing_else = !bar.arrows
        && listed_names.len() >= bar.names
        && share(bare_words, words, WHOLLY_BARE)
        && !share(told, fragments.len(), WHOLLY_TOLD + f64::EPSILON);
    let marked: Vec<_> = if nothing_else { fragments.iter().collect() } else { bare };
    if list || nothing_else {
        for fragment in marked {
            listed[fragment.clone()].fill(true);
        }
    }
}

/// The parts of a passage between commas and "and".
fn fragments(reading: &Reading, range: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let token = &reading.tokens[at];
        let cut = token.before.clause
            || token.before.colon
            || token.before.arrow
            || matches!(token.word.as_str(), "and" | "plus" | "with" | "or");
        // "p(click)" is one figure, not two names.
        let symbol = at > range.start && reading.tokens[at - 1].word == "p";
        if cut && !symbol && at > start {
            found.push(start..at);
            start = at;
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

/// A name and nothing said about it: few words, and none that says anything.
fn is_bare(reading: &Reading, named: &[bool], bar: Bar, fragment: &std::ops::Range<usize>) -> bool {
    let glue = |at: usize| {
        let word = reading.tokens[at].word.as_str();
        let joining = matches!(word, "and" | "or" | "plus" | "with");
        // "recall@k" is a name.
        let cut = word == "at" && reading.tokens.get(at + 1).is_some_and(|next| next.word == "k");
        is_function_word(word) && !joining && !cut && !named[at]
    };
    fragment.len() <= NAME_WORDS
        && !tells(reading, named, bar, fragment)
        && !fragment.clone().any(glue)
}

/// Whether a fragment holds a probability such as "p(click)".
fn is_probability(reading: &Reading, fragment: &std::ops::Range<usize>) -> bool {
    fragment.len() > 1 && reading.tokens[fragment.start].word == "p"
}

/// Whether a fragment holds a figure beside a name, a comparison or an arrow. "two" in "two-tower" and
/// "at 10" in "recall@10" belong to the name.
fn tells(reading: &Reading, named: &[bool], bar: Bar, fragment: &std::ops::Range<usize>) -> bool {
    is_probability(reading, fragment)
        || fragment.clone().any(|at| {
            let token = &reading.tokens[at];
            (token.number.is_some() && !named[at])
                || token.before.comparison
                || token.before.arrow && bar.arrows
        })
}
