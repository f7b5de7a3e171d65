//! Speed of what a person waits for: `cargo bench`.

use criterion::{Criterion, criterion_group, criterion_main};
use mlsd_coach::assessment::sample_session;
use mlsd_coach::library::Library;
use mlsd_coach::scoring::{Guard, Piece, Rubric, score};
use std::hint::black_box;

const CASE: &str = "ad-click-prediction";

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
        .map(|entry| Piece { entry: entry.number, text: entry.text(), said: u64::MAX })
        .collect();
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
