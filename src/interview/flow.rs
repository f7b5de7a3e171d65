//! Lines such as `click log -> trainer -> ranker`: a design drawn with the keyboard.

/// Arrows as people type them; longer ones first.
const ARROWS: [&str; 5] = ["-->", "==>", "->", "=>", "→"];

/// Longest label, in characters: more is a sentence with an arrow in it.
const LABEL: usize = 40;

/// The boxes of a line of boxes and arrows, in order; `None` for any other line.
pub fn flow(line: &str) -> Option<Vec<&str>> {
    let line = line.trim().trim_start_matches(['-', '*', '•']).trim_start_matches('>').trim();
    let mut boxes = vec![line];
    for arrow in ARROWS {
        boxes = boxes.into_iter().flat_map(|part| part.split(arrow)).collect();
    }
    let boxes: Vec<&str> = boxes
        .into_iter()
        .map(|label| label.trim().trim_end_matches(['.', ',', ';', ':']))
        .collect();
    let fits = |label: &&str| label.contains(char::is_alphabetic) && label.chars().count() <= LABEL;
    (boxes.len() > 1 && boxes.iter().all(fits)).then_some(boxes)
}

/// Whether a text is a drawing: every line that is not blank is boxes and arrows.
pub fn is_diagram(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| flow(line).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_arrows_are_told_from_sentences() {
        assert_eq!(
            flow("- click log -> trainer → ranker"),
            Some(vec!["click log", "trainer", "ranker"])
        );
        assert_eq!(flow("a --> b => c"), Some(vec!["a", "b", "c"]));
        assert_eq!(flow("bid x pCTR sets the price"), None);
        assert_eq!(flow("-> b"), None);
        let long = "if the labels come late and nobody has noticed for a week -> retrain";
        assert_eq!(flow(long), None);
    }

    #[test]
    fn a_drawing_is_nothing_but_boxes_and_arrows() {
        assert!(is_diagram("log -> train\n\ntrain -> serve\n"));
        assert!(!is_diagram("log -> train\nthen we serve it"));
        assert!(!is_diagram(" \n"));
    }
}
