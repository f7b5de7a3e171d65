//! Pages to read, one at a time, with keys always shown.

use super::happening::{Happening, Happenings};
use super::leaf::{Leaf, lay_out};
use super::look::{Look, cells, cut};
use super::surface::Surface;
use crate::report::{Page, Screen};
use crate::terminal::sanitise;
use crate::terminal::signals::Signal;
use crate::terminal::style::{Role, Style};
use anyhow::{Context, Result};
use ratatui::Frame;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind,
};
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::Paragraph;
use std::time::Duration;

/// Nothing moves by itself on a page: it is looked this often for a signal only.
const LOOK: Duration = Duration::from_secs(1);

/// What the person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To leave.
    Leave,
    /// One of the offered keys, and the item it is about if one is chosen.
    Key(char, Option<String>),
}

/// A key the caller answers.
#[derive(Clone, Copy, Debug)]
pub struct Offered {
    /// The key.
    pub key: char,
    /// What it does, in a word or two.
    pub does: &'static str,
    /// Whether it is about the chosen item.
    pub of_item: bool,
}

/// Where the person is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    page: usize,
    down: usize,
    item: Option<usize>,
}

/// Shows pages.
pub struct Reader {
    happenings: Happenings,
    surface: Surface,
    look: Look,
    place: Place,
    /// Said below the page until the next key.
    remark: String,
}

impl Reader {
    /// Takes the terminal.
    ///
    /// # Errors
    /// If it cannot be set.
    pub fn open(style: Style) -> Result<Self> {
        Ok(Self {
            happenings: Happenings::open()?,
            surface: Surface::take(
                "mlsd failed, which is our mistake; nothing is lost.".to_owned(),
            )
            .context("could not set the terminal")?,
            look: Look::new(style),
            place: Place::default(),
            remark: String::new(),
        })
    }

    /// Says something below the page until the next key.
    pub fn remark(&mut self, text: &str) {
        sanitise(text).lines().next().unwrap_or_default().clone_into(&mut self.remark);
    }

    /// Shows the pages, made for the room there is, until the person wants something.
    ///
    /// # Errors
    /// If the terminal fails; one that went away is somebody who left.
    pub fn read(
        &mut self,
        book: &dyn Fn(Screen) -> Vec<Page>,
        offered: &[Offered],
    ) -> Result<Wish> {
        let mut opened: Option<Opened> = None;
        loop {
            let look = self.look;
            let (place, remark) = (&mut self.place, &self.remark);
            let drawn = self.surface.draw(|frame| {
                let area = frame.area();
                if opened.as_ref().is_none_or(|opened| opened.size != (area.width, area.height)) {
                    opened = Some(Opened::new(book, area, look));
                }
                if let Some(opened) = &opened {
                    place.settle(opened);
                    draw(frame, opened, place, look, offered, remark);
                }
            });
            if drawn.is_err() {
                return Ok(Wish::Leave);
            }
            let Some(opened) = &opened else { return Ok(Wish::Leave) };
            match self.happenings.next(LOOK) {
                Ok(Some(Happening::Event(Event::Key(key))))
                    if key.kind != KeyEventKind::Release =>
                {
                    self.remark.clear();
                    if let Some(wish) = self.place.key(key, opened, offered) {
                        return Ok(wish);
                    }
                }
                Ok(Some(Happening::Event(Event::Mouse(mouse)))) => match mouse.kind {
                    MouseEventKind::ScrollUp => self.place.down = self.place.down.saturating_sub(3),
                    MouseEventKind::ScrollDown => self.place.down += 3,
                    _ => {}
                },
                Ok(Some(Happening::Signal(Signal::Stop))) => {
                    let stopped = self.surface.lend(Happenings::stop).and_then(|stopped| stopped);
                    stopped.context("could not stop the program")?;
                }
                Ok(Some(Happening::Signal(_))) | Err(_) => return Ok(Wish::Leave),
                Ok(Some(Happening::Event(_)) | None) => {}
            }
        }
    }
}

/// Pages laid out for one size.
struct Opened {
    size: (u16, u16),
    titles: Vec<String>,
    leaves: Vec<Leaf>,
    rows: usize,
}

impl Opened {
    fn new(book: &dyn Fn(Screen) -> Vec<Page>, area: Rect, look: Look) -> Self {
        let rows = usize::from(area.height.saturating_sub(4)).max(1);
        let width = usize::from(area.width).max(1);
        let pages = book(Screen { width, rows, ascii: look.ascii });
        Self {
            size: (area.width, area.height),
            titles: pages.iter().map(|page| sanitise(&page.title).into_owned()).collect(),
            leaves: pages.iter().map(|page| lay_out(&page.blocks, look, width)).collect(),
            rows,
        }
    }
}

impl Place {
    /// Keeps to what there is.
    fn settle(&mut self, opened: &Opened) {
        self.page = self.page.min(opened.leaves.len().saturating_sub(1));
        let Some(leaf) = opened.leaves.get(self.page) else { return };
        self.down = self.down.min(leaf.lines.len().saturating_sub(opened.rows));
        self.item = self.item.filter(|item| *item < leaf.items.len());
    }

    fn key(&mut self, key: KeyEvent, opened: &Opened, offered: &[Offered]) -> Option<Wish> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let page = opened.rows.saturating_sub(1).max(1);
        match key.code {
            KeyCode::Char('c' | 'q') if control => return Some(Wish::Leave),
            KeyCode::Esc | KeyCode::Char('q') => return Some(Wish::Leave),
            KeyCode::Right => self.turn(self.page + 1),
            KeyCode::Left => self.turn(self.page.saturating_sub(1)),
            KeyCode::Char(c @ '1'..='9') => self.turn(c as usize - '1' as usize),
            KeyCode::Down | KeyCode::Char('j') => self.down += 1,
            KeyCode::Up | KeyCode::Char('k') => self.down = self.down.saturating_sub(1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.down += page,
            KeyCode::PageUp => self.down = self.down.saturating_sub(page),
            KeyCode::Home => self.down = 0,
            KeyCode::End => self.down = usize::MAX / 2,
            KeyCode::Tab => self.choose(opened, true),
            KeyCode::BackTab => self.choose(opened, false),
            KeyCode::Char(c) => {
                let leaf = opened.leaves.get(self.page)?;
                let item = self.item.and_then(|item| leaf.items.get(item));
                let chosen = item.map(|item| item.id.clone());
                return offered
                    .iter()
                    .find(|one| one.key == c && (!one.of_item || chosen.is_some()))
                    .map(|one| Wish::Key(c, chosen.filter(|_| one.of_item)));
            }
            _ => {}
        }
        None
    }

    fn turn(&mut self, page: usize) {
        *self = Self { page, down: 0, item: None };
    }

    /// The next or the last item, and the page scrolled to it.
    fn choose(&mut self, opened: &Opened, on: bool) {
        let Some(leaf) = opened.leaves.get(self.page).filter(|leaf| !leaf.items.is_empty()) else {
            return;
        };
        let last = leaf.items.len() - 1;
        let item = match (self.item, on) {
            (None, true) => 0,
            (None, false) => last,
            (Some(item), true) => (item + 1).min(last),
            (Some(item), false) => item.saturating_sub(1),
        };
        self.item = Some(item);
        let line = leaf.items[item].line;
        if line < self.down || line + 3 > self.down + opened.rows {
            self.down = line.saturating_sub(opened.rows / 3);
        }
    }
}

fn draw(
    frame: &mut Frame<'_>,
    opened: &Opened,
    place: &Place,
    look: Look,
    offered: &[Offered],
    remark: &str,
) {
    let area = frame.area();
    let width = usize::from(area.width);
    let Some(leaf) = opened.leaves.get(place.page) else { return };
    put(frame, 0, [tabs(opened, place, look, width), look.rule("", width)]);
    let chosen = place.item.and_then(|item| leaf.items.get(item)).map(|item| item.line);
    let rows = leaf.lines.iter().enumerate().skip(place.down).take(opened.rows);
    put(
        frame,
        2,
        rows.map(|(at, line)| {
            let line = line.clone();
            if Some(at) == chosen { line.patch_style(Modifier::REVERSED) } else { line }
        }),
    );
    let below = leaf.lines.len().saturating_sub(place.down + opened.rows);
    let rule = if below > 0 { format!("{below} more below") } else { String::new() };
    let bottom = if remark.is_empty() {
        Line::from(keys(leaf, place, look, offered, width))
    } else {
        Line::from(Span::styled(cut(remark, width), look.of(Role::Heading)))
    };
    put(frame, area.height.saturating_sub(2), [look.rule(&rule, width), bottom]);
}

/// `1 Result  [2 Requirements]  3 Framing …`, as many as there is room for around the open one.
fn tabs(opened: &Opened, place: &Place, look: Look, width: usize) -> Line<'static> {
    let long: usize = opened.titles.iter().map(|title| cells(title) + 5).sum();
    let name = |index: usize| {
        let title = &opened.titles[index];
        match index == place.page {
            true => format!("[{} {title}]", index + 1),
            false if long <= width => format!("{} {title}", index + 1),
            false => (index + 1).to_string(),
        }
    };
    let names: Vec<String> = (0..opened.titles.len()).map(name).collect();
    let mut spans = Vec::new();
    let mut used = 0;
    for (index, name) in names.iter().enumerate() {
        let name = cut(name, width.saturating_sub(used));
        used += cells(&name) + 1;
        let role = if index == place.page { Role::Heading } else { Role::Dim };
        spans.push(Span::styled(name, look.of(role)));
        spans.push(Span::raw(" "));
    }
    Line::from(spans)
}

fn keys(leaf: &Leaf, place: &Place, look: Look, offered: &[Offered], width: usize) -> String {
    let arrows = if look.ascii { "left/right" } else { "←→" };
    let mut keys = vec![format!("{arrows} page"), "space scroll".to_owned()];
    if !leaf.items.is_empty() && offered.iter().any(|one| one.of_item) {
        keys.push("Tab choose a point".to_owned());
    }
    let usable = |one: &&Offered| !one.of_item || place.item.is_some();
    keys.extend(offered.iter().filter(usable).map(|one| format!("{} {}", one.key, one.does)));
    keys.push("q leave".to_owned());
    let mut line = String::new();
    for key in keys {
        let more = if line.is_empty() { key } else { format!("{}{key}", look.dot()) };
        if cells(&line) + cells(&more) <= width {
            line.push_str(&more);
        }
    }
    line
}

fn put(frame: &mut Frame<'_>, row: u16, lines: impl IntoIterator<Item = Line<'static>>) {
    let area = frame.area();
    let place = Rect::new(0, row, area.width, area.height.saturating_sub(row));
    let place = place.intersection(area);
    let lines: Vec<Line<'static>> = lines.into_iter().take(usize::from(place.height)).collect();
    frame.render_widget(Paragraph::new(Text::from(lines)), place);
}
