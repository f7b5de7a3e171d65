//! The case's own answer: the diagram and the walkthrough.

use super::super::drawing::Drawing;
use super::super::escape::{fenced, prose, visible};
use super::super::spoilers::WITHHELD;
use super::super::words::capital;
use super::{Report, heading};
use crate::content::case_study::{Diagram, Node, Path};
use crate::content::{CaseStudy, Topic};

/// Cells of a drawing in a transcript.
const WIDTH: usize = 76;

pub(super) fn reference(report: &Report<'_>) -> Vec<String> {
    let mut blocks = yours(report);
    blocks.push(heading(2, "One way to do it"));
    match report.case {
        _ if !report.spoilers => blocks.push(WITHHELD.to_owned()),
        None => blocks.push(
            "The case is no longer installed, so its diagram and walkthrough are not shown here."
                .to_owned(),
        ),
        Some(case) => {
            blocks.push("A reference, not the only good answer.".to_owned());
            blocks.extend(mermaid(&case.diagram));
            blocks.extend(walkthrough(case));
        }
    }
    blocks
}

/// The design as the person drew it.
fn yours(report: &Report<'_>) -> Vec<String> {
    let lines = Drawing::by_person(report.session).lines(WIDTH, false);
    if lines.is_empty() {
        return Vec::new();
    }
    vec![heading(2, "Your design, as you drew it"), fenced(&lines.join("\n"))]
}

fn walkthrough(case: &CaseStudy) -> Vec<String> {
    let told = |topic: &Topic| case.walkthrough.get(topic).map(|text| (*topic, text));
    Topic::ALL
        .iter()
        .filter_map(told)
        .flat_map(|(topic, text)| [heading(3, &capital(topic.as_str())), prose(text)])
        .collect()
}

/// The design as a flowchart, online and offline paths apart.
fn mermaid(diagram: &Diagram) -> Option<String> {
    if diagram.nodes.is_empty() {
        return None;
    }
    let mut lines = vec!["```mermaid".to_owned(), "flowchart LR".to_owned()];
    for (path, title) in [(Path::Online, "Online"), (Path::Offline, "Offline")] {
        lines.extend(subgraph(diagram, path, title));
    }
    lines.extend(boxes(diagram, Path::Both).into_iter().map(|line| format!("  {line}")));
    lines.extend(arrows(diagram));
    lines.push("```".to_owned());
    Some(lines.join("\n"))
}

fn subgraph(diagram: &Diagram, path: Path, title: &str) -> Vec<String> {
    let boxes = boxes(diagram, path);
    if boxes.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("  subgraph {}[\"{title}\"]", title.to_lowercase())];
    lines.extend(boxes.into_iter().map(|line| format!("    {line}")));
    lines.push("  end".to_owned());
    lines
}

/// Nodes are numbered: ids of the case may be words that mean something in a flowchart.
fn boxes(diagram: &Diagram, path: Path) -> Vec<String> {
    let on_path = |(_, node): &(usize, &Node)| node.path == path;
    let shown = |(index, node): (usize, &Node)| format!("n{index}[\"{}\"]", label(&node.label));
    diagram.nodes.iter().enumerate().filter(on_path).map(shown).collect()
}

fn arrows(diagram: &Diagram) -> Vec<String> {
    let place = |id: &str| diagram.nodes.iter().position(|node| node.id == id);
    diagram
        .edges
        .iter()
        .filter_map(|edge| {
            let (from, to) = (place(&edge.from)?, place(&edge.to)?);
            let words = edge.label.as_deref().map_or_else(String::new, label);
            let words = if words.is_empty() { words } else { format!("|\"{words}\"|") };
            Some(format!("  n{from} -->{words} n{to}"))
        })
        .collect()
}

/// Words in a flowchart: its own escapes for what would end the string, the fence or the page.
fn label(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in super::super::escape::one_line(&visible(text)).chars() {
        match c {
            '"' => safe.push_str("#quot;"),
            '#' => safe.push_str("#35;"),
            '&' => safe.push_str("#amp;"),
            '<' => safe.push_str("#lt;"),
            '>' => safe.push_str("#gt;"),
            '`' => safe.push_str("#96;"),
            '\\' => safe.push_str("#92;"),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::case_study::Edge;

    fn node(id: &str, label: &str, path: Path) -> Node {
        Node { id: id.to_owned(), label: label.to_owned(), path }
    }

    #[test]
    fn paths_are_subgraphs_and_labels_cannot_end_them() {
        let diagram = Diagram {
            nodes: vec![
                node("end", "Say \"hi\" <b>", Path::Online),
                node("train", "Trainer```", Path::Offline),
                node("store", "Feature store", Path::Both),
            ],
            edges: vec![
                Edge { from: "train".into(), to: "end".into(), label: Some("model | new".into()) },
                Edge { from: "store".into(), to: "nowhere".into(), label: None },
                Edge { from: "end".into(), to: "store".into(), label: None },
            ],
        };
        insta::assert_snapshot!(mermaid(&diagram).unwrap(), @r##"
        ```mermaid
        flowchart LR
          subgraph online["Online"]
            n0["Say #quot;hi#quot; #lt;b#gt;"]
          end
          subgraph offline["Offline"]
            n1["Trainer#96;#96;#96;"]
          end
          n2["Feature store"]
          n1 -->|"model | new"| n0
          n0 --> n2
        ```
        "##);
        assert_eq!(mermaid(&Diagram::default()), None);
    }
}
