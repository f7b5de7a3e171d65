//! One frame: what stands where.

use super::action::{EVERY_KEY, keys, offers};
use super::look::{Look, cells, cut};
use super::sheet::{Over, Sheet, unreached};
use super::side::side;
use crate::interview::{CLOSING, SHEET, Session};
use crate::terminal::conversation::title;
use crate::terminal::sanitise;
use crate::terminal::style::Role;
use crate::terminal::times::{Times, left};
use crate::terminal::wrap::{Indent, wrap};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Clear, Paragraph};

/// The smallest screen on which the sheet can be drawn at all.
const SMALLEST: (u16, u16) = (36, 9);

/// From this width on the panel stands beside the conversation.
pub(super) const WIDE: u16 = 100;

/// What is drawn besides the sheet itself.
#[derive(Clone, Copy, Debug)]
pub(in crate::terminal) struct Scene<'a> {
    /// The session.
    pub(in crate::terminal) session: &'a Session,
    /// Now, on the session's clock, in milliseconds.
    pub(in crate::terminal) now_ms: u64,
    /// How it looks.
    pub(in crate::terminal) look: Look,
}

/// Where things stand on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::terminal) struct Places {
    /// The conversation.
    pub(in crate::terminal) log: Rect,
    /// The editor.
    pub(in crate::terminal) editor: Rect,
    /// The panel beside them; empty when there is no room.
    pub(in crate::terminal) side: Rect,
}

/// Draws the sheet; says where things stand.
pub(in crate::terminal) fn draw(
    frame: &mut Frame<'_>,
    sheet: &mut Sheet,
    scene: Scene<'_>,
) -> Places {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let text = "This window is too small for the sheet; nothing is lost. Make it larger.";
        paint(
            frame,
            area,
            wrap(text, usize::from(area.width), Indent::NONE).into_iter().map(Line::from),
        );
        return Places::default();
    }
    let places = places(area);
    header(frame, area, sheet, scene);
    if scene.session.paused {
        paused(frame, area, scene.look);
        return places;
    }
    conversation(frame, places.log, sheet, scene);
    editor(frame, places.editor, sheet, scene);
    beside(frame, places.side, scene);
    bottom(frame, area, sheet, scene);
    over(frame, area, sheet, scene);
    places
}

fn places(area: Rect) -> Places {
    let side = if area.width >= WIDE { (area.width / 3).min(52) } else { 0 };
    let main = area.width - side - u16::from(side > 0);
    // Header and its rule above, a rule over the editor, a rule and the keys below.
    let body = area.height.saturating_sub(5);
    let editor = (body * 2 / 5).max(3);
    let log = body.saturating_sub(editor);
    Places {
        log: Rect::new(0, 2, main, log),
        editor: Rect::new(0, 3 + log, main, editor),
        side: Rect::new(main + 1, 2, side, area.height.saturating_sub(4)),
    }
}

/// `Ad clicks · 3/7 Data      step 3:40 left · 21:10 in all · saved`
fn header(frame: &mut Frame<'_>, area: Rect, sheet: &Sheet, scene: Scene<'_>) {
    let (session, look) = (scene.session, scene.look);
    let dot = look.dot();
    let times = times(scene);
    let saved = if sheet.unsaved { "not saved yet" } else { "saved" };
    let mut right: Vec<Span<'static>> = Vec::new();
    for (text, role) in times {
        let style = role.map_or_else(Style::new, |role| look.of(role));
        right.push(Span::styled(text, style));
        right.push(Span::raw(dot));
    }
    right.push(Span::styled(saved, look.of(Role::Dim)));
    let width = usize::from(area.width);
    let right_cells: usize = right.iter().map(Span::width).sum();
    let room = width.saturating_sub(right_cells + 1);
    let place = session.open_step_id().map_or("between steps".to_owned(), |id| title(session, id));
    let place = sanitise(&place).into_owned();
    let whole = format!("{}{dot}{place}", sanitise(&session.header.case.title));
    let name = if cells(&whole) <= room { whole } else { cut(&place, room) };
    let gap = " ".repeat(width.saturating_sub(cells(&name) + right_cells));
    let mut spans = vec![Span::styled(name, look.of(Role::Heading)), Span::raw(gap)];
    spans.extend(right);
    paint(frame, Rect::new(0, 0, area.width, 1), [Line::from(spans)]);
    paint(frame, Rect::new(0, 1, area.width, 1), [look.rule("", width)]);
}

/// What the clock says, and how urgent it is; words change as well as colours.
fn times(scene: Scene<'_>) -> Vec<(String, Option<Role>)> {
    let times = Times::of(scene.session, scene.now_ms);
    let mut parts = Vec::new();
    if let Some(ms) = times.step_left_ms() {
        let used = times.used_percent().unwrap_or(0);
        let open = scene.session.open_step_id() == Some(SHEET);
        let what = if open { "design" } else { "step" };
        parts.push(match used {
            0..80 => (format!("{what} {}", left(ms)), None),
            80..100 => (format!("{what} {}, wrap up", left(ms)), Some(Role::Partial)),
            _ => (format!("{what} {}, move on", left(ms)), Some(Role::Bad)),
        });
    }
    if let Some(ms) = times.total_left {
        let face = if parts.is_empty() { left(ms) } else { left(ms).replace(" left", "") };
        let total = scene.session.header.timing.total_ms().unwrap_or(0);
        let last_fifth = u64::try_from(ms).is_ok_and(|left| left * 5 <= total);
        parts.push(match ms {
            ..0 => (format!("{face} in all"), Some(Role::Bad)),
            _ if last_fifth => (format!("only {face} in all"), Some(Role::Partial)),
            _ => (format!("{face} in all"), None),
        });
    }
    parts
}

fn conversation(frame: &mut Frame<'_>, area: Rect, sheet: &mut Sheet, scene: Scene<'_>) {
    let rows = usize::from(area.height);
    let count = sheet.log.lines(scene.session, scene.look, usize::from(area.width)).len();
    let most = count.saturating_sub(rows);
    if let Some(begins) = sheet.log.new_feedback(scene.session) {
        sheet.scrolled = most.saturating_sub(begins);
    }
    sheet.scrolled = sheet.scrolled.min(most);
    let from = most - sheet.scrolled;
    let lines = sheet.log.lines(scene.session, scene.look, usize::from(area.width));
    let shown: Vec<Line<'static>> = lines.iter().skip(from).take(rows).cloned().collect();
    let below = sheet.scrolled;
    paint(frame, area, shown);
    if below > 0 && area.height > 1 {
        let text = format!("{below} more below, PgDn");
        let width = u16::try_from(cells(&text)).unwrap_or(area.width).min(area.width);
        let place = Rect::new(area.right() - width, area.bottom() - 1, width, 1);
        frame.render_widget(Clear, place);
        paint(frame, place, [Line::from(Span::styled(text, scene.look.of(Role::Dim)))]);
    }
}

fn editor(frame: &mut Frame<'_>, area: Rect, sheet: &mut Sheet, scene: Scene<'_>) {
    let rule = Rect::new(area.x, area.y - 1, area.width, 1);
    let words = if sheet.in_notes { sheet.notes.words() } else { sheet.answer.words() };
    let what = writing_what(sheet, scene.session);
    let dot = scene.look.dot();
    let counted = match words {
        0 => what,
        1 => format!("{what}{dot}1 word"),
        _ => format!("{what}{dot}{words} words"),
    };
    paint(frame, rule, [scene.look.rule(&counted, usize::from(area.width))]);
    let placeholder = match (sheet.in_notes, scene.session.open) {
        (true, _) => "For yourself: kept with the session, never scored.",
        (false, None) => "No step is open: Ctrl-N goes on.",
        (false, Some(_)) => "Write here. Notes are fine.",
    };
    let writing = if sheet.in_notes { &mut sheet.notes } else { &mut sheet.answer };
    let widget = writing.widget(scene.look, placeholder);
    frame.render_widget(widget, area);
}

fn writing_what(sheet: &Sheet, session: &Session) -> String {
    if sheet.in_notes {
        return "Your notes".to_owned();
    }
    if let Some(number) = sheet.revising {
        return format!("Entry {number}, revised");
    }
    match session.open_step_id() {
        Some(CLOSING) => "Your summary".to_owned(),
        _ if session.pending().is_some() => "Your reply".to_owned(),
        _ => "Your answer".to_owned(),
    }
}

fn beside(frame: &mut Frame<'_>, area: Rect, scene: Scene<'_>) {
    if area.width == 0 {
        return;
    }
    let bar = if scene.look.ascii { "|" } else { "│" };
    let style = scene.look.of(Role::Dim);
    let bars = (0..area.height).map(|_| Line::from(Span::styled(bar, style)));
    paint(frame, Rect::new(area.x - 1, area.y, 1, area.height), bars);
    let text = Rect::new(area.x + 1, area.y, area.width - 1, area.height);
    let lines = side(scene.session, scene.now_ms, scene.look, usize::from(text.width));
    paint(frame, text, lines);
}

fn bottom(frame: &mut Frame<'_>, area: Rect, sheet: &Sheet, scene: Scene<'_>) {
    let look = scene.look;
    let width = usize::from(area.width);
    paint(frame, Rect::new(0, area.height - 2, area.width, 1), [look.rule("", width)]);
    let mut line = String::new();
    for key in keys(scene.session, sheet.in_notes, area.width >= WIDE) {
        let more = if line.is_empty() { key.to_owned() } else { format!("{}{key}", look.dot()) };
        if cells(&line) + cells(&more) <= width {
            line.push_str(&more);
        }
    }
    paint(frame, Rect::new(0, area.height - 1, area.width, 1), [Line::from(line)]);
}

/// Everything hidden: a pause must not be time to read.
fn paused(frame: &mut Frame<'_>, area: Rect, look: Look) {
    let lines = [
        Line::from(Span::styled("Paused", look.of(Role::Heading))),
        Line::default(),
        Line::from("The clock stands still; prompt and answer are hidden."),
        Line::from("Any key goes on. Ctrl-C leaves, to be resumed."),
    ];
    let top = area.height.saturating_sub(4) / 2;
    let place = Rect::new(2, top.max(2), area.width.saturating_sub(2), area.height - top.max(2));
    paint(frame, place, lines);
}

fn over(frame: &mut Frame<'_>, area: Rect, sheet: &mut Sheet, scene: Scene<'_>) {
    let Some(over) = &mut sheet.over else { return };
    let look = scene.look;
    match over {
        Over::Menu => {
            let lines = offers(scene.session)
                .into_iter()
                .map(|offer| entry(look, &offer.letter.to_string(), offer.words));
            boxed(frame, area, look, "What now?  Esc goes back", &lines.collect::<Vec<_>>());
        }
        Over::Help => {
            let widest = EVERY_KEY.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
            let room = usize::from(area.width).saturating_sub(6);
            let lines = EVERY_KEY.iter().flat_map(|(key, does)| {
                look.labelled(&format!("{key:widest$}  "), Role::Heading, does, room)
            });
            boxed(frame, area, look, "Keys  any key goes back", &lines.collect::<Vec<_>>());
        }
        Over::Steps => {
            let plans = scene.session.header.steps.iter().zip(1..);
            let lines = plans.map(|(plan, n)| entry(look, &n.to_string(), &sanitise(&plan.title)));
            boxed(
                frame,
                area,
                look,
                "Go to which step?  Esc goes back",
                &lines.collect::<Vec<_>>(),
            );
        }
        Over::Panel(down) => panel(frame, area, down, scene),
        Over::Leave => {
            let lines = [
                "Everything is kept, and `mlsd resume` goes on from here.",
                "",
                "y  leave (also Ctrl-C again)",
                "any other key stays",
            ];
            boxed(frame, area, look, "Leave?", &lines.map(Line::from));
        }
        Over::Finish => finish(frame, area, scene),
        Over::Predict(_) => {
            let lines = [
                "How much of what counts did you cover? A guess, before you see it.",
                "",
                "0 to 9  that many tenths    x  all of it",
                "Enter   skip                Esc  back to the interview",
            ];
            boxed(frame, area, look, "One guess", &lines.map(Line::from));
        }
        Over::Ask(question) => {
            let place = centred(area, area.width.saturating_sub(4), 5);
            framed(frame, place, look, "Your question  Enter asks, Esc goes back");
            let inner = inside(place);
            frame.render_widget(question.widget(look, "What do you need to know?"), inner);
        }
    }
}

fn finish(frame: &mut Frame<'_>, area: Rect, scene: Scene<'_>) {
    let room = usize::from(area.width).saturating_sub(8).min(70);
    let mut lines = vec![Line::from("The session ends for good and is assessed.")];
    let left_out = unreached(scene.session);
    if !left_out.is_empty() {
        let text = format!("Not reached yet: {}.", left_out.join(", "));
        lines.extend(scene.look.lines(&text, room, Indent::NONE, None));
    }
    lines.push(Line::default());
    lines.push(Line::from("y  finish"));
    lines.push(Line::from("any other key goes back"));
    boxed(frame, area, scene.look, "Finish?", &lines);
}

fn panel(frame: &mut Frame<'_>, area: Rect, down: &mut usize, scene: Scene<'_>) {
    let place = Rect::new(0, 2, area.width, area.height.saturating_sub(3));
    frame.render_widget(Clear, place);
    let width = usize::from(area.width);
    let lines = side(scene.session, scene.now_ms, scene.look, width);
    let rows = usize::from(place.height);
    *down = (*down).min(lines.len().saturating_sub(rows));
    paint(frame, place, lines.into_iter().skip(*down).take(rows));
    let keys = Rect::new(0, area.height - 1, area.width, 1);
    frame.render_widget(Clear, keys);
    paint(frame, keys, [Line::from("up, down scroll; any other key goes back")]);
}

fn entry(look: Look, letter: &str, words: &str) -> Line<'static> {
    Line::from(vec![
        Span::styled(letter.to_owned(), look.of(Role::Heading)),
        Span::raw(format!("  {words}")),
    ])
}

/// A box in the middle, as large as its lines; what does not fit below goes into a second column.
fn boxed(frame: &mut Frame<'_>, area: Rect, look: Look, title: &str, lines: &[Line<'static>]) {
    let rows = usize::from(area.height.saturating_sub(4)).max(1);
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let columns = lines.len().div_ceil(rows);
    let width = (widest + 2) * columns + 2;
    let width = u16::try_from(width.max(cells(title) + 8)).unwrap_or(u16::MAX).min(area.width);
    let height = u16::try_from(lines.len().min(rows) + 2).unwrap_or(u16::MAX);
    let place = centred(area, width, height);
    framed(frame, place, look, title);
    let inner = inside(place);
    for (column, chunk) in lines.chunks(rows).enumerate() {
        let x = inner.x + u16::try_from(column * (widest + 2)).unwrap_or(0);
        if x < inner.right() {
            let place = Rect::new(x, inner.y, inner.right() - x, inner.height);
            paint(frame, place, chunk.iter().cloned());
        }
    }
}

fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new((area.width - width) / 2, (area.height - height) / 2, width, height)
}

fn inside(place: Rect) -> Rect {
    Rect::new(
        place.x + 2,
        place.y + 1,
        place.width.saturating_sub(4),
        place.height.saturating_sub(2),
    )
}

fn framed(frame: &mut Frame<'_>, place: Rect, look: Look, title: &str) {
    frame.render_widget(Clear, place);
    let (corners, flat, up) = if look.ascii {
        (["+", "+", "+", "+"], "-", "|")
    } else {
        (["┌", "┐", "└", "┘"], "─", "│")
    };
    let inner = usize::from(place.width.saturating_sub(2));
    let title = cut(title, inner.saturating_sub(3));
    let rest = flat.repeat(inner.saturating_sub(cells(&title) + 3));
    let top = Line::from(vec![
        Span::raw(format!("{}{flat} ", corners[0])),
        Span::styled(title, Style::new().add_modifier(Modifier::BOLD)),
        Span::raw(format!(" {rest}{}", corners[1])),
    ]);
    let bottom = Line::from(format!("{}{}{}", corners[2], flat.repeat(inner), corners[3]));
    let side = Line::from(format!("{up}{}{up}", " ".repeat(inner)));
    let rows = usize::from(place.height.saturating_sub(2));
    let lines = std::iter::once(top).chain(std::iter::repeat_n(side, rows)).chain([bottom]);
    paint(frame, place, lines);
}

/// Lines that are known to fit, never wrapped by the widget.
fn paint(frame: &mut Frame<'_>, area: Rect, lines: impl IntoIterator<Item = Line<'static>>) {
    let area = area.intersection(frame.area());
    let lines: Vec<Line<'static>> = lines.into_iter().take(usize::from(area.height)).collect();
    frame.render_widget(Paragraph::new(Text::from(lines)), area);
}
