//! The words and phrases by which something is refused, waved away, taken back or criticised.

use std::sync::LazyLock;

use super::token::Token;

/// Words that end a clause, and with it the reach of a rejection.
pub(super) const CLAUSE_ENDS: &[&str] = &[
    "but",
    "because",
    "since",
    "so",
    "if",
    "when",
    "while",
    "although",
    "though",
    "unless",
    "until",
    "which",
    "who",
    "instead",
    "rather",
    "then",
    "and",
    "as",
    "otherwise",
    "else",
    "only",
];
/// After *not*: the sentence affirms.
pub(super) const NOT_AFFIRMING: &[&str] =
    &["onli", "just", "mere", "simpli", "necessarili", "until", "yet", "sure", "onc"];
/// After *not* within three words: a double negative ("can't ignore").
pub(super) const DOUBLE: &[&str] = &[
    "ignor",
    "skip",
    "forget",
    "underestim",
    "miss",
    "neglect",
    "overlook",
    "avoid",
    "without",
    "fail",
    "hurt",
    "wait",
];
/// After *not* within three words: the world is described, nothing is decided.
pub(super) const WORLD: &[&str] = &[
    "know",
    "see",
    "observ",
    "tell",
    "arriv",
    "exist",
    "avail",
    "have",
    "had",
    "yet",
    "get",
    "come",
    "readi",
    "matur",
    "final",
    "measur",
    "recov",
    "happen",
    "click",
    "buy",
    "watch",
    "view",
    "convert",
    "respond",
    "open",
    "complain",
    "report",
    "pay",
    "engag",
    "interact",
    "purchas",
    "mean",
    "impli",
    "equal",
    "enough",
    "negat",
    "true",
    "be",
    "been",
    "identic",
    "independ",
    "represent",
    "reflect",
    "match",
    "chang",
    "shown",
    "show",
    "visibl",
    "label",
    "return",
    "fit",
    "exceed",
    "afford",
    "load",
    "like",
    "want",
    "scroll",
    "look",
    "reach",
    "confirm",
    "learn",
];
/// After *no*: what is missing from the world rather than from the design.
pub(super) const ABSENT: &[&str] = &[
    "label",
    "data",
    "click",
    "histori",
    "feedback",
    "signal",
    "inform",
    "way",
    "guarante",
    "idea",
    "access",
    "evid",
    "purchas",
    "respons",
    "interact",
    "ground",
    "convers",
    "doubt",
    "later",
    "more",
    "less",
    "matter",
    "longer",
    "one",
    "record",
    "answer",
    "impress",
    "result",
    "complaint",
    "negat",
];
/// Before *against*: it is decided, not compared ("predicted against actual").
pub(super) const DECIDING: &[&str] =
    &["decid", "advis", "argu", "recommend", "vote", "am", "are", "is"];
/// Before: what was just named is rejected ("… is not needed", "… is overkill").
pub(super) const DISMISSALS: &[&str] =
    &["overkil", "unnecessari", "pointless", "superflu", "formal", "redund"];
/// After a name: the practice is called useless ("exploration just burns money"). Words for harm are
/// not among them: a good answer calls a bias harmful and means to deal with it. `*` stands for any
/// ending.
pub(super) static DISPARAGING: LazyLock<ByLetter> = LazyLock::new(|| {
    ByLetter::new(&[
        "burn* money",
        "wast* of",
        "wasteful",
        "tell* you nothing",
        "tell* us nothing",
        "say* nothing",
        "prove* nothing",
        "buy* us nothing",
        "buy* you nothing",
        "gain* nothing",
        "add* nothing",
        "bring* nothing",
        "only delay*",
        "just delay*",
        "only slow*",
        "just slow*",
        "slow* us down",
        "slow* everybody down",
        "slow* everyone down",
        "unfairly punish*",
        "overrated",
        "useless",
        "old fashioned",
        "outdated",
        "obsolete",
        "a distraction",
        "a luxury",
        "a myth",
        "a fad",
        "theatre",
        "theater",
        "bureaucracy",
        "paranoia",
        "untracked",
        "unmonitored",
        "unmeasured",
        "untested",
        "unspecified",
        "non issue",
        "nonissue",
        "play* no part",
        "plays no role",
        "dead weight",
        "is not something i",
        "are not something i",
        "is not a threat",
        "wasted effort",
        "off the list",
        "set and forget",
        "none will",
        "serve* no purpose",
        "no use to us",
        "will not happen",
        "will not be considered",
        "will ever be",
        "not my concern",
        "not my job",
        "someone else headache",
        "headache i",
        "headache",
        "is a detail",
        "are irrelevant",
        "is irrelevant",
        "superstition",
    ])
});
/// After names: everything the passage named before is refused ("canaries and ramps: all off the
/// table"). `*` stands for any ending.
pub(super) static REFUSALS: LazyLock<ByLetter> = LazyLock::new(|| {
    ByLetter::new(&[
        "all absent",
        "all declined",
        "all dismissed",
        "all dropped",
        "all excluded",
        "all ignored",
        "all off",
        "all omitted",
        "all out",
        "all refused",
        "all rejected",
        "all skipped",
        "are details i",
        "are nothing i",
        "hold* no interest",
        "i am leaving aside",
        "i am passing over",
        "i leave aside",
        "i will omit",
        "i will pass on",
        "i would disregard",
        "i would leave aside",
        "i would omit",
        "i would rather pass",
        "i would skip",
        "i will skip",
        "is nothing i",
        "kept out of the loop",
        "money thrown away",
        "never happening",
        "none of it for me",
        "none of that for me",
        "none of these for me",
        "not going in",
        "not happening",
        "off my",
        "off the cards",
        "off the menu",
        "off the table",
        "out of the question",
        "stays unspecified",
        "rejected as",
        "ruled out",
        "too much trouble",
        "unwatched",
        "wasted time",
    ])
});
/// Before: what follows is said to be others' view, or nobody's practice.
pub(super) static REPORTED: LazyLock<ByLetter> = LazyLock::new(|| {
    ByLetter::new(&[
        "people will tell you",
        "people tell you",
        "people will say",
        "people like to say",
        "people always say",
        "people insist",
        "textbooks say",
        "textbooks tell you",
        "everybody says",
        "everyone says",
        "some would say",
        "some say",
        "nobody uses",
        "nobody needs",
        "nobody does",
        "no one uses",
        "no one needs",
    ])
});
/// After *not* following a name: the name is rejected ("… is not needed").
pub(super) const NOT_DISMISSALS: &[&str] = &[
    "need",
    "necessari",
    "requir",
    "worth",
    "use",
    "matter",
    "import",
    "bother",
    "issu",
    "concern",
];
/// Words that take the sentence before them back.
pub(super) static CORRECTIONS: LazyLock<ByLetter> = LazyLock::new(|| {
    ByLetter::new(&[
        "scratch that",
        "strike that",
        "take that back",
        "actually no",
        "mean no",
        "no wait",
        "wait no",
        "sorry no",
        "no sorry",
        "let me correct",
    ])
});

/// Words that criticise: a wrong statement quoted beside one of them is not asserted.
pub(super) const CRITICISM: &[&str] = &[
    "bad",
    "wrong",
    "useless",
    "mislead",
    "leak",
    "leakag",
    "fail",
    "mistak",
    "danger",
    "meaningless",
    "trap",
    "hide",
    "bias",
    "insuffici",
    "inflat",
    "optimist",
    "cheat",
    "problem",
    "risk",
    "avoid",
    "beware",
    "hurt",
    "break",
    "miss",
    "fool",
    "lie",
    "naiv",
    "unsaf",
];

/// Phrases by their first letters, each looked for at every word.
pub(super) struct ByLetter([Vec<Vec<&'static str>>; 26]);

impl ByLetter {
    fn new(phrases: &[&'static str]) -> Self {
        let words = |phrase: &&'static str| phrase.split(' ').collect();
        Self(std::array::from_fn(|letter| {
            let begins = |phrase: &&&str| phrase.as_bytes()[0] == b'a' + letter as u8;
            phrases.iter().filter(begins).map(words).collect()
        }))
    }

    /// Whether one of them stands at `at`; `*` stands for any ending.
    pub(super) fn stands(&self, tokens: &[Token], at: usize) -> bool {
        let first = tokens.get(at).and_then(|token| token.word.bytes().next());
        let letter = first.and_then(|first| first.checked_sub(b'a'));
        let begun = letter.and_then(|letter| self.0.get(usize::from(letter)));
        let fits = |(word, token): (&&str, &Token)| match word.strip_suffix('*') {
            Some(beginning) => token.word.starts_with(beginning),
            None => token.word == *word,
        };
        begun.is_some_and(|phrases| {
            phrases.iter().any(|phrase| {
                let found = tokens.get(at..at + phrase.len());
                found.is_some_and(|found| phrase.iter().zip(found).all(fits))
            })
        })
    }
}
