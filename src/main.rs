//! The `mlsd` binary (temporary).
use mlsd_coach::library::Library;
fn main() {
    let mut library = Library::default();
    for a in std::env::args().skip(2) {
        library.add_path(std::path::Path::new(&a)).unwrap();
    }
    let loaded = library.all();
    let mut problems = loaded.problems.clone();
    problems.extend(mlsd_coach::scoring::lint(&loaded.content));
    problems.extend(mlsd_coach::assessment::check_samples(&loaded.content));
    for p in &problems {
        println!("{}\n", loaded.render(p));
    }
    println!(
        "{} problems; {} points {} concepts {} cases {} frameworks",
        problems.len(),
        loaded.content.points.len(),
        loaded.content.vocabulary.concepts.len(),
        loaded.content.cases.len(),
        loaded.content.frameworks.len()
    );
}
