//! Lines, indentation and list markers of the source text.

use crate::source::{MappedText, Source, Span};

/// The end of the line on which `offset` stands, its line break not included: LF, CR or CR LF
/// (CommonMark 0.31, section 2.1).
pub(crate) fn line_end(source: &Source, offset: usize) -> usize {
    let rest = source.text().get(offset..).unwrap_or_default();
    offset + memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())
}

/// The span without white space at its start.
pub(crate) fn trim_start(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    Span::new(span.end - text.trim_start().len(), span.end)
}

/// The span without white space at its end.
pub(crate) fn trim_end(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    Span::new(span.start, span.start + text.trim_end().len())
}

/// The span without white space around it.
pub(crate) fn trim(source: &Source, span: Span) -> Span {
    trim_end(source, trim_start(source, span))
}

/// The lines of a span, each without its line break. The first one starts where the span does,
/// even within a line.
pub(crate) fn lines(source: &Source, span: Span) -> impl Iterator<Item = Span> {
    let mut rest = source.slice(span).as_bytes();
    let mut start = span.start;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let line = Span::new(start, start + length);
        let line_break = if rest[length..].starts_with(b"\r\n") {
            2
        } else {
            1
        };
        let next = (length + line_break).min(rest.len());
        start += next;
        rest = &rest[next..];
        Some(line)
    })
}

/// True for a line without anything but white space.
pub(crate) fn is_blank(line: &str) -> bool {
    match line.trim_ascii_start().as_bytes().first() {
        None => true,
        Some(first) if first.is_ascii_graphic() => false,
        Some(_) => line.trim().is_empty(),
    }
}

/// The text of a span without the indentation that all of its lines share, and without blank
/// lines around it. The white space before the span on its first line counts as indentation.
pub(crate) fn dedented(source: &Source, span: Span) -> MappedText {
    let line_start = memchr::memrchr2(b'\n', b'\r', &source.text().as_bytes()[..span.start])
        .map_or(0, |newline| newline + 1);
    let first = if source.text()[line_start..span.start].trim().is_empty() {
        line_start
    } else {
        span.start
    };
    let mut text_lines: Option<Span> = None;
    let mut count = 0;
    let mut indent = usize::MAX;
    for line in lines(source, Span::new(first, span.end)) {
        let content = source.slice(line);
        count += 1;
        if !is_blank(content) {
            indent = indent.min(indentation(content));
            text_lines = Some(text_lines.map_or(line, |before| before.to(line)));
        }
    }
    let Some(text_lines) = text_lines else {
        return MappedText::default();
    };
    let mut text = MappedText::with_capacity(text_lines.end - text_lines.start, count);
    for (index, line) in lines(source, text_lines).enumerate() {
        let content = source.slice(line);
        let (skipped, missing) = strip_columns(content, indent);
        if index > 0 {
            text.push("\n", line.start.saturating_sub(1));
        }
        if missing > 0 {
            text.push(&" ".repeat(missing), line.start);
        }
        text.push(&content[skipped..], line.start + skipped);
    }
    text.shrink_to_fit();
    text
}

const TAB_WIDTH: usize = 4;

/// The columns of white space before the text, a tab reaching to the next multiple of four.
fn indentation(line: &str) -> usize {
    let mut columns = 0;
    for character in line.chars() {
        match character {
            ' ' => columns += 1,
            '\t' => columns += TAB_WIDTH - columns % TAB_WIDTH,
            _ => break,
        }
    }
    columns
}

/// How many bytes to drop for `columns` of indentation to go, and how many blanks are left over
/// where that cuts through a tab.
fn strip_columns(line: &str, columns: usize) -> (usize, usize) {
    let mut seen = 0;
    for (offset, character) in line.char_indices() {
        if seen >= columns {
            return (offset, seen - columns);
        }
        match character {
            ' ' => seen += 1,
            '\t' => seen += TAB_WIDTH - seen % TAB_WIDTH,
            _ => return (offset, 0),
        }
    }
    (line.len(), seen.saturating_sub(columns))
}

/// True if the text starts with a list marker and something behind it.
pub(crate) fn starts_with_marker(text: &str) -> bool {
    without_marker(text).is_some()
}

/// The text behind a bullet, if there is one.
pub(crate) fn without_marker(text: &str) -> Option<&str> {
    text.strip_prefix(['+', '-', '*'])
        .filter(|rest| rest.starts_with([' ', '\t']))
        .map(str::trim_start)
        .filter(|rest| !rest.is_empty())
}

/// True for a line that is a heading by its `#` signs, with a blank behind them or not.
pub(crate) fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - title.len())) && !title.trim().is_empty()
}

/// True for `##Title`: up to six `#` signs with neither a blank nor the end of the line behind
/// them.
pub(crate) fn is_tight_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    (1..=6).contains(&level) && !title.trim().is_empty() && !title.starts_with([' ', '\t'])
}

/// The title of a heading: its first line without `#` signs.
pub(crate) fn heading_title(source: &Source, span: Span) -> Span {
    let line = trim(
        source,
        Span::new(span.start, line_end(source, span.start).min(span.end)),
    );
    let text = source.slice(line);
    let opening = text.len() - text.trim_start_matches('#').len();
    if opening == 0 {
        return line;
    }
    let title = trim(source, Span::new(line.start + opening, line.end));
    let text = source.slice(title);
    let without_closing = text.trim_end_matches('#');
    if without_closing.is_empty() || without_closing.ends_with([' ', '\t']) {
        trim(
            source,
            Span::new(title.start, title.start + without_closing.len()),
        )
    } else {
        title
    }
}

/// True if a text begins with another, whatever the case of their ASCII letters.
pub(crate) fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// The fence that a text begins with.
pub(crate) fn fence(text: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|fence| text.trim_start().starts_with(fence))
}

/// The info string (CommonMark 0.31, section 4.5) of a fenced block that holds a description word
/// for word, whatever its lines would mean elsewhere. The printer writes it where nothing else
/// reads as the description.
pub(crate) const VERBATIM: &str = "description";

/// What stands between the fences of a verbatim description, if the span is one.
pub(crate) fn verbatim(source: &Source, span: Span) -> Option<Span> {
    let span = trim(source, span);
    let text = source.slice(span);
    let behind = text.trim_start_matches('~');
    let fence = &text[..text.len() - behind.len()];
    if fence.len() < 3 || !behind.trim_start().starts_with(VERBATIM) {
        return None;
    }
    let mut all = lines(source, span);
    let (first, last) = (all.next()?, all.last()?);
    let is_marked = source.slice(first)[fence.len()..].trim() == VERBATIM;
    let closing = source.slice(last).trim();
    let is_closed = closing.starts_with(fence) && closing.bytes().all(|byte| byte == b'~');
    (is_marked && is_closed).then_some(Span::new(first.end, last.start))
}

/// The text of a block of a description: without shared indentation, and without the fences of a
/// verbatim one.
pub(crate) fn description(source: &Source, span: Span) -> MappedText {
    dedented(source, verbatim(source, span).unwrap_or(span))
}

/// True for a code block that its indentation makes one, where no list item encloses it.
pub(super) fn is_indented_code(source: &Source, span: Span) -> bool {
    let start = memchr::memrchr2(b'\n', b'\r', &source.text().as_bytes()[..span.start])
        .map_or(0, |newline| newline + 1);
    indentation(&source.text()[start..]) >= TAB_WIDTH
}

/// True for a code block that begins with a fence and does not end with one.
pub(crate) fn is_unclosed_fence(source: &Source, span: Span) -> bool {
    is_unclosed_fence_in(source.slice(span))
}

/// True for the text of a code block that begins with a fence and does not end with one.
pub(super) fn is_unclosed_fence_in(content: &str) -> bool {
    let content = content.trim_end();
    let Some(mark) = fence(content).and_then(|fence| fence.chars().next()) else {
        return false;
    };
    // A fence is closed by one that is as long at least.
    let content = content.trim_start();
    let fence = &content[..content.len() - content.trim_start_matches(mark).len()];
    content
        .rsplit_once('\n')
        .is_none_or(|(_, last)| !is_closing(last, fence))
}

fn is_closing(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.starts_with(fence) && line.trim_matches(['`', '~']).is_empty()
}

/// The text of an asset: the lines of the span without shared indentation, and without the fence
/// if all of it is one fenced code block.
pub(crate) fn asset(source: &Source, span: Span) -> MappedText {
    let trimmed = trim(source, span);
    let content = source.slice(trimmed);
    let Some(fence) = fence(content) else {
        return dedented(source, span);
    };
    let from = content.find('\n').map_or(content.len(), |end| end + 1);
    let last = content.rfind('\n').map_or(0, |start| start + 1);
    let to = if last >= from && is_closing(&content[last..], fence) {
        last
    } else {
        content.len()
    };
    dedented(source, Span::new(trimmed.start + from, trimmed.start + to))
}
