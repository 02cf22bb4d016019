//! Inline markup, kept out of the Markdown parser's way where there is too much of it.

/// How far into a line its block structure is looked for: list markers, quotation marks, fences.
const STRUCTURE: usize = 128;

/// The text with other characters in the place of those that could begin or end inline markup, or
/// a cell of a table. It has the same blocks in the same places, but for tables, which become
/// paragraphs, and definitions of links, which become text.
///
/// The Markdown parser keeps several dozen bytes for each such character until the end of the
/// block, which nobody here asks it for.
pub(super) fn masked(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for line in bytes.split_mut(|byte| *byte == b'\n') {
        if !is_fence(line) {
            mask(line);
        }
    }
    // Bytes of ASCII have taken the place of bytes of ASCII.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// True for a line that may open a code block: what stands behind the fence decides.
fn is_fence(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.starts_with(b"```") || line.starts_with(b"~~~")
}

fn mask(line: &mut [u8]) {
    let is_structure = |byte: &&u8| !byte.is_ascii_alphabetic() && byte.is_ascii();
    let head = line.iter().take(STRUCTURE).take_while(is_structure).count();
    let mut rest = &mut line[head..];
    while let [first, behind @ ..] = rest {
        let is_markup = match first {
            b'*' | b'_' | b'~' | b'[' | b']' | b'!' | b'`' | b'\\' | b'&' | b'|' | 0 => true,
            // Those end some blocks of HTML.
            b'<' => !behind.starts_with(b"/"),
            _ => false,
        };
        if is_markup {
            *first = b'x';
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_structure_of_a_line_stays() {
        let shown = "* [ ] *a* [b](c) `d` | e\n```a`b\n> 1. x_y\n<b> & </b>\n";
        let expected = "* [ ] *ax xbx(c) xdx x e\n```a`b\n> 1. xxy\n<b> x </b>\n";
        assert_eq!(masked(shown), expected);
    }
}
