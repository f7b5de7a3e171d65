//! Speed of what a person waits for: `cargo bench`. Beside an answer's score stand two costs that any
//! reader of text pays: stemming its words, and looking for the same phrases with one automaton.

use aho_corasick::AhoCorasick;
use criterion::{Criterion, criterion_group, criterion_main};
use mlsd_coach::assessment::sample_session;
use mlsd_coach::content::Content;
use mlsd_coach::library::Library;
use mlsd_coach::scoring::{Guard, Piece, Rubric, score, tokenize};
use std::hint::black_box;

const CASE: &str = "ad-click-prediction";
/// Words of the answer that is scored alone.
const ANSWER_WORDS: usize = 400;

/// The first words of a mock.
fn answer(pieces: &[Piece<'_>]) -> String {
    let words: Vec<&str> = pieces
        .iter()
        .flat_map(|piece| piece.text.split_inclusive(char::is_whitespace))
        .take(ANSWER_WORDS)
        .collect();
    words.concat()
}

/// Every phrase of the shared vocabulary, found by one automaton.
fn automaton(content: &Content) -> Option<AhoCorasick> {
    let concepts = content.vocabulary.concepts.values();
    let phrases = concepts.flat_map(|concept| &concept.says);
    AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).ok()
}

fn speed(criterion: &mut Criterion) {
    let Ok(library) = Library::open(&[], false) else { return };
    let loaded = library.for_case(CASE);
    let content = &loaded.content;
    let (Some(case), Some(framework)) = (content.case(CASE), content.frameworks.get("seven-step"))
    else {
        return;
    };
    let rubric = Rubric::compile(content, case);
    let Some(sample) = case.samples.last() else { return };
    let session = sample_session(framework, case, sample);
    let pieces: Vec<Piece<'_>> = session
        .entries
        .iter()
        .map(|entry| Piece {
            entry: entry.number,
            text: entry.text(),
            said: u64::MAX,
            goes_on: false,
        })
        .collect();
    let answer = answer(&pieces);
    let Some(automaton) = automaton(content) else { return };
    criterion.bench_function("stem the words of a 400-word answer", |bench| {
        bench.iter(|| black_box(tokenize(&answer)));
    });
    criterion.bench_function("one Aho-Corasick pass over it", |bench| {
        bench.iter(|| black_box(automaton.find_overlapping_iter(&answer).count()));
    });
    criterion.bench_function("score it against the whole case", |bench| {
        bench.iter(|| {
            black_box(score(&rubric, &Guard::default(), &[Piece::alone(&answer)]));
        });
    });
    criterion
        .bench_function("load one case", |bench| bench.iter(|| black_box(library.for_case(CASE))));
    criterion.bench_function("compile its rubric", |bench| {
        bench.iter(|| black_box(Rubric::compile(content, case)));
    });
    criterion.bench_function("score one step of prose", |bench| {
        bench.iter(|| black_box(score(&rubric, &Guard::default(), &pieces[2..3])));
    });
    criterion.bench_function("score a whole mock of prose", |bench| {
        bench.iter(|| black_box(score(&rubric, &Guard::default(), &pieces)));
    });
}

criterion_group!(benches, speed);
criterion_main!(benches);
