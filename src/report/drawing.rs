//! Boxes and arrows drawn with characters.

use ascii_dag::{AUTO, Graph, RenderOptions};
use unicode_width::UnicodeWidthStr;

use super::escape::one_line;
use crate::content::case_study::Diagram;
use crate::interview::{EntryKind, Session, flow};

/// Boxes by their labels, and arrows between them by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Labels, one line each.
    pub(super) boxes: Vec<String>,
    /// From, to.
    pub(super) arrows: Vec<(usize, usize)>,
}

impl Drawing {
    /// A case's reference design; arrows to boxes that are not there are left out.
    pub(super) fn of(diagram: &Diagram) -> Self {
        let place = |id: &str| diagram.nodes.iter().position(|node| node.id == id);
        let arrows = diagram.edges.iter();
        Self {
            boxes: diagram.nodes.iter().map(|node| one_line(&node.label)).collect(),
            arrows: arrows
                .filter_map(|edge| Some((place(&edge.from)?, place(&edge.to)?)))
                .collect(),
        }
    }

    /// What the person drew: entries that are drawings, and lines of several arrows in any other.
    pub(super) fn by_person(session: &Session) -> Self {
        let mut drawing = Self::default();
        for entry in session.scored_entries() {
            let whole = entry.kind == EntryKind::Diagram;
            let lines = entry.text().lines().filter_map(flow);
            for boxes in lines.filter(|boxes| whole || boxes.len() > 2) {
                drawing.add(&boxes);
            }
        }
        drawing
    }

    /// Adds a line of boxes; one named before, in whatever case, is the same box.
    fn add(&mut self, boxes: &[&str]) {
        let places: Vec<usize> = boxes.iter().map(|label| self.place(&one_line(label))).collect();
        for pair in places.windows(2) {
            if let [from, to] = pair
                && from != to
                && !self.arrows.contains(&(*from, *to))
            {
                self.arrows.push((*from, *to));
            }
        }
    }

    fn place(&mut self, label: &str) -> usize {
        let same = |known: &String| known.to_lowercase() == label.to_lowercase();
        self.boxes.iter().position(same).unwrap_or_else(|| {
            self.boxes.push(label.to_owned());
            self.boxes.len() - 1
        })
    }

    /// Whether there is nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.arrows.is_empty()
    }

    /// The drawing in lines no wider than `width`: with labels in the boxes where they fit, else
    /// with numbers and the labels below; nothing when even that is too wide.
    pub fn lines(&self, width: usize, ascii: bool) -> Vec<String> {
        if self.boxes.is_empty() {
            return Vec::new();
        }
        let fits = |lines: &Vec<String>| lines.iter().all(|line| line.width() <= width);
        let labelled = self.drawn(&self.boxes, ascii);
        if fits(&labelled) {
            return labelled;
        }
        let numbers: Vec<String> = (1..=self.boxes.len()).map(|n| n.to_string()).collect();
        let mut lines = self.drawn(&numbers, ascii);
        if !fits(&lines) {
            return Vec::new();
        }
        lines.push(String::new());
        lines.extend(self.boxes.iter().zip(numbers).map(|(label, n)| format!("{n:>2}  {label}")));
        lines
    }

    fn drawn(&self, labels: &[String], ascii: bool) -> Vec<String> {
        let mut graph = Graph::new();
        let nodes: Vec<_> =
            labels.iter().map(|label| graph.add_node(AUTO, label.as_str()).node).collect();
        for (from, to) in &self.arrows {
            if let (Some(from), Some(to)) = (nodes.get(*from), nodes.get(*to)) {
                graph.add_edge(*from, *to, None);
            }
        }
        let options = if ascii { RenderOptions::ascii() } else { RenderOptions::plain() };
        let text = graph.compute_layout().render_string(&options);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let margin = lines.iter().filter(|line| !line.is_empty());
        let margin = margin.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        lines.iter().map(|line| line.get(margin..).unwrap_or_default().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawing(boxes: &[&str], arrows: &[(usize, usize)]) -> Drawing {
        Drawing {
            boxes: boxes.iter().map(|label| (*label).to_owned()).collect(),
            arrows: arrows.to_vec(),
        }
    }

    #[test]
    fn boxes_are_drawn_with_their_labels_where_they_fit_and_with_numbers_elsewhere() {
        let drawing = drawing(&["click log", "trainer", "ranker"], &[(0, 1), (1, 2), (0, 2)]);
        insta::assert_snapshot!(drawing.lines(60, false).join("\n"));
        insta::assert_snapshot!(drawing.lines(9, true).join("\n"));
        assert_eq!(drawing.lines(3, true), Vec::<String>::new());
    }

    #[test]
    fn lines_of_arrows_make_one_drawing() {
        let mut drawing = Drawing::default();
        drawing.add(&["Click log", "trainer", "ranker"]);
        drawing.add(&["feature store", "Ranker"]);
        drawing.add(&["click log", "Trainer"]);
        assert_eq!(drawing.boxes, ["Click log", "trainer", "ranker", "feature store"]);
        assert_eq!(drawing.arrows, [(0, 1), (1, 2), (3, 2)]);
    }

    proptest! {
        #[test]
        fn any_graph_is_drawn_within_its_width(
            labels in prop::collection::vec(".{0,12}", 0..14),
            arrows in prop::collection::vec((0_usize..14, 0_usize..14), 0..24),
            width in 1_usize..120,
        ) {
            let boxes: Vec<String> = labels.iter().map(|label| one_line(label)).collect();
            let drawing = Drawing { boxes, arrows };
            for line in drawing.lines(width, true).iter().take_while(|line| !line.is_empty()) {
                prop_assert!(line.width() <= width);
            }
        }
    }
}
