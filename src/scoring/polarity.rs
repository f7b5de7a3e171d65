//! Which words of a passage are rejected, and by which word.
//!
//! Rejecting is a decision or a choice ("don't use", "no need for", "instead of", "rather than",
//! "skip"). Denied knowledge, arrival or behaviour ("can't know for two months", "no labels until",
//! "users who did not click") is not: it is evidence.

use super::refusing::{
    ABSENT, CLAUSE_ENDS, CORRECTIONS, CRITICISM, DECIDING, DISMISSALS, DISPARAGING, DOUBLE,
    NOT_AFFIRMING, NOT_DISMISSALS, REFUSALS, REPORTED, WORLD,
};
use super::token::Token;

/// Words a rejection reaches at most.
const REACH: usize = 8;
/// Words the tail of a list has at most ("hate and violence are").
const LIST_TAIL: usize = 5;
/// For each word, the word that rejects it, if one does.
pub(super) fn rejections(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut rejected = vec![None; tokens.len()];
    for at in 0..tokens.len() {
        for index in forward(tokens, at).chain(backward(tokens, at)).chain(reported(tokens, at)) {
            rejected[index].get_or_insert(at);
        }
    }
    if let Some(at) = correction(tokens) {
        for slot in &mut rejected[..at] {
            slot.get_or_insert(at);
        }
    }
    rejected
}

/// Whether the passage opens by taking the one before it back.
pub(super) fn takes_back_previous(tokens: &[Token]) -> bool {
    correction(tokens).is_some_and(|at| at <= 3)
}

/// Index of the word after which what stands before is taken back.
fn correction(tokens: &[Token]) -> Option<usize> {
    (0..tokens.len()).find(|at| CORRECTIONS.stands(tokens, *at))
}

/// The words after `at` that it rejects.
fn forward(tokens: &[Token], at: usize) -> std::ops::Range<usize> {
    let none = 0..0;
    let from = match tokens[at].word.as_str() {
        "not" | "never" if not_decides(tokens, at) => at + 1,
        "no" if no_decides(tokens, at) => at + 1,
        "neither" => at + 1,
        "nobody" | "nothing" if nobody_decides(tokens, at) => at + 1,
        "refuse" | "reject" if at > 0 && is(tokens, at - 1, "i") => at + 1,
        "without" if without_decides(tokens, at) => at + 1,
        "instead" if is(tokens, at + 1, "of") => at + 2,
        "rather" if is(tokens, at + 1, "than") => at + 2,
        "opposed" if is(tokens, at + 1, "to") => at + 2,
        "avoid" if stem_is(tokens, at + 1, "use") => at + 2,
        "against" if at > 0 && DECIDING.contains(&tokens[at - 1].stem.as_ref()) => at + 1,
        "skip" | "skipping" | "omit" | "ditch" | "forgo" if !negated(tokens, at) => at + 1,
        _ => return none,
    };
    from..clause_end(tokens, from)
}

/// The words before `at` that it dismisses.
fn backward(tokens: &[Token], at: usize) -> std::ops::Range<usize> {
    let token = &tokens[at];
    if REFUSALS.stands(tokens, at) && !negated(tokens, at) {
        return 0..at;
    }
    if left_out(tokens, at) && !negated(tokens, at) {
        return list_start(tokens, at)..at;
    }
    let useless = DISMISSALS.contains(&token.stem.as_ref()) || DISPARAGING.stands(tokens, at);
    let dismissed = useless && !negated(tokens, at);
    let not_needed = token.word == "not"
        && (at + 1..at + 4).any(|next| {
            tokens.get(next).is_some_and(|t| NOT_DISMISSALS.contains(&t.stem.as_ref()))
        })
        && at > 0
        && matches!(
            tokens[at - 1].word.as_str(),
            "is" | "are" | "was" | "be" | "does" | "do" | "s"
        );
    if !dismissed && !not_needed {
        return 0..0;
    }
    // "we do not need X" has its subject before: only a name in the same clause is meant.
    if not_needed && matches!(subject(tokens, at), Some("we" | "i" | "you" | "one" | "they")) {
        return 0..0;
    }
    list_start(tokens, at)..at
}

/// Whether the word at `at` says that what was just named is left out ("encoders are excluded",
/// "splitting by time is rejected"). Orders, cards and suggestions are rejected and ignored too: with
/// such words only a practice, named by what is done, is refused.
fn left_out(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].word.as_str());
    let stays = matches!(
        before,
        "is" | "are" | "be" | "get" | "gets" | "stay" | "stays" | "remain" | "remains"
    );
    // "All dropped" refuses the whole passage already.
    let together = before == "both";
    match tokens[at].word.as_str() {
        "excluded" | "dismissed" | "dropped" | "omitted" | "unmodelled" | "unmodeled" => {
            stays || together
        }
        "out" => stays && tokens.get(at + 1).is_none_or(starts_clause),
        "declined" | "ignored" | "refused" | "rejected" | "skipped" | "vetoed" => {
            let practice = || tokens[clause_start(tokens, at)].word.ends_with("ing");
            together || stays && practice()
        }
        _ => false,
    }
}

/// Where the clause of the word at `at` begins; of "heads for nudity, hate and violence are
/// unnecessary", which is the tail of a list, the list.
fn list_start(tokens: &[Token], at: usize) -> usize {
    let mut from = clause_start(tokens, at);
    let joins = |token: &Token| matches!(token.word.as_str(), "and" | "or");
    let before = at.checked_sub(1).map_or("", |before| tokens[before].word.as_str());
    let listed = matches!(before, "all" | "are" | "both" | "were");
    if listed && at - from <= LIST_TAIL && tokens[from..at].iter().any(joins) {
        while from > 0 && tokens[from].before.clause && !tokens[from].before.colon {
            from = clause_start(tokens, from - 1);
        }
    }
    from
}

/// Where the clause of the word at `at` begins, at most a rejection's reach before it.
fn clause_start(tokens: &[Token], at: usize) -> usize {
    let mut from = at;
    while from > 0 && at - from < REACH && !starts_clause(&tokens[from]) {
        from -= 1;
    }
    from
}

/// The words after `at` that are said to be others' view: they are about to be refused.
fn reported(tokens: &[Token], at: usize) -> std::ops::Range<usize> {
    if !REPORTED.stands(tokens, at) {
        return 0..0;
    }
    let turns = |token: &Token| matches!(token.word.as_str(), "but" | "and");
    let end = (at + 2..tokens.len()).find(|index| turns(&tokens[*index])).unwrap_or(tokens.len());
    at + 2..end.max(at + 2).min(tokens.len())
}

fn subject(tokens: &[Token], at: usize) -> Option<&str> {
    at.checked_sub(2).and_then(|index| tokens.get(index)).map(|token| token.word.as_str())
}

fn not_decides(tokens: &[Token], at: usize) -> bool {
    if stem_in(tokens, at + 1, NOT_AFFIRMING) {
        return false;
    }
    // A second negation within reach affirms again ("never ship without a canary").
    let near: Vec<&Token> = tokens.iter().skip(at + 1).take(3).collect();
    let double = near.iter().any(|token| DOUBLE.contains(&token.stem.as_ref()));
    // "They don't have to be probabilities" takes an obligation back: that is a decision.
    let spared = is(tokens, at + 1, "have") && is(tokens, at + 2, "to");
    let world = !spared && near.iter().take(2).any(|token| WORLD.contains(&token.stem.as_ref()));
    let waits = tokens
        .iter()
        .skip(at + 1)
        .take(REACH)
        .any(|token| matches!(token.word.as_str(), "until" | "yet"));
    !double && !world && !waits
}

/// Whether *nobody* or *nothing* says what will not be done ("nobody gets paged"), not what the world
/// is like ("nobody clicked").
fn nobody_decides(tokens: &[Token], at: usize) -> bool {
    is(tokens, at + 1, "gets") || is(tokens, at + 1, "will") || is(tokens, at + 1, "has")
}

fn no_decides(tokens: &[Token], at: usize) -> bool {
    let near = |offset| {
        // "No feedback" is missing from the world; "no feedback loop" is a claim about the design.
        stem_in(tokens, at + offset, ABSENT) && !stem_is(tokens, at + offset + 1, "loop")
    };
    let waits = tokens
        .iter()
        .skip(at + 1)
        .take(REACH)
        .any(|token| matches!(token.word.as_str(), "until" | "yet"));
    // "AUC, no, log loss first": what follows the comma is what is meant.
    let answers = tokens.get(at + 1).is_some_and(|next| next.before.clause);
    !(near(1) || near(2) || waits || answers)
}

/// "Ship without a canary" rejects; "without calibration the bids are wrong" argues for it; "never
/// ship without a canary" demands it.
fn without_decides(tokens: &[Token], at: usize) -> bool {
    let opens = at == 0 || starts_clause(&tokens[at]);
    !opens && !negated(tokens, at)
}

/// Whether a negation stands shortly before.
fn negated(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(4)..at]
        .iter()
        .any(|token| matches!(token.word.as_str(), "not" | "never" | "no" | "nobody"))
}

fn clause_end(tokens: &[Token], from: usize) -> usize {
    let mut end = from;
    while end < tokens.len() && end - from < REACH {
        let token = &tokens[end];
        let ends = starts_clause(token) || CLAUSE_ENDS.contains(&token.word.as_str());
        if end > from && ends || token.before.arrow {
            break;
        }
        end += 1;
    }
    end
}

fn starts_clause(token: &Token) -> bool {
    token.before.clause || token.before.colon || token.before.arrow
}

fn is(tokens: &[Token], at: usize, word: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.word == word)
}

fn stem_is(tokens: &[Token], at: usize, stem: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.stem == stem)
}

fn stem_in(tokens: &[Token], at: usize, stems: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| stems.contains(&token.stem.as_ref()))
}

/// Index of a word by which the passage criticises, if it does.
pub(super) fn criticism(tokens: &[Token]) -> Option<usize> {
    tokens.iter().position(|token| CRITICISM.contains(&token.stem.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::token::tokenize;

    fn rejected(text: &str, word: &str) -> bool {
        let tokens = tokenize(text);
        let at = tokens.iter().position(|token| token.word == word).unwrap();
        rejections(&tokens)[at].is_some()
    }

    #[test]
    fn decisions_against_reject() {
        for (text, word) in [
            ("we don't use accuracy", "accuracy"),
            ("query drift goes untracked", "drift"),
            ("privacy is not a concern", "privacy"),
            ("drift is a non-issue here", "drift"),
            ("a reranker is redundant", "reranker"),
            ("nobody gets paged", "paged"),
            ("neither canary nor shadow", "canary"),
            ("no need for ann at 5M", "ann"),
            ("exact search instead of ann here", "ann"),
            ("log loss rather than accuracy", "accuracy"),
            ("skip calibration", "calibration"),
            ("an A/B test is not needed", "a/b"),
            ("calibration is overkill here", "calibration"),
            ("ship without a canary", "canary"),
            ("never shuffle the days", "shuffle"),
            ("use a random split, actually no, by time", "random"),
            ("no baseline", "baseline"),
            ("I decide against sampling", "sampling"),
            ("scores don't have to be probabilities", "probabilities"),
            ("exploration just burns money", "exploration"),
            ("a popularity list as a comparison tells you nothing", "popularity"),
            ("whereas splitting by date would unfairly punish the model", "date"),
            ("people will tell you to have retrieval and then ranking", "retrieval"),
            ("nobody uses approximate indexes", "approximate"),
            ("so no feedback loop to worry about", "loop"),
            ("canaries and ramps: all off the table", "canaries"),
            ("heads for nudity, hate and violence are unnecessary", "nudity"),
            ("privacy, residency and consent hold no interest for me", "privacy"),
            ("shadow mode, a canary, rollback are all declined", "shadow"),
            ("parity of the two sides is nothing I would check", "parity"),
            ("account age and prior strikes are excluded", "age"),
            ("splitting by time is rejected", "time"),
            ("switchback designs are out, plain users it is", "switchback"),
        ] {
            assert!(rejected(text, word), "{text}");
        }
    }

    #[test]
    fn everything_else_affirms() {
        for (text, word) in [
            ("not only accuracy but recall", "accuracy"),
            ("nobody clicked the last slot", "slot"),
            ("nothing else matters but calibration", "calibration"),
            ("we can't ignore calibration", "calibration"),
            ("no doubt calibration matters", "calibration"),
            ("we can't know a charge was bad for two months", "charge"),
            ("no labels until the chargeback", "labels"),
            ("we do not use accuracy, we use recall", "recall"),
            ("not accuracy but recall", "recall"),
            ("without calibration the bids are wrong", "calibration"),
            ("never ship without a canary", "canary"),
            ("users who did not click the ad", "ad"),
            ("we do not need sampling because calibration breaks", "calibration"),
            ("rather than accuracy, recall", "recall"),
            ("predicted against actual clicks", "actual"),
            ("without exploration we would burn money, so explore", "explore"),
            ("calibration is not a luxury", "calibration"),
            ("a random split tells you nothing, split by date", "date"),
            ("a canary is not off the table", "canary"),
            ("the card is declined, so we never see the outcome", "card"),
            ("pairs that were ignored count as negatives", "pairs"),
            ("a random split is too much trouble to trust, so split by date", "date"),
        ] {
            assert!(!rejected(text, word), "{text}");
        }
    }
}
