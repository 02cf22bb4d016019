//! Small parts of generated text.

/// A doc comment of `text`, each line behind `indent` blanks.
pub(super) fn doc_comment(text: &str, indent: usize) -> String {
    let lines = text.lines().map(|line| {
        let blank = if line.is_empty() { "" } else { " " };
        format!("{}///{blank}{}\n", " ".repeat(indent), line.trim_end())
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::doc_comment;

    #[test]
    fn lines_stay_lines() {
        assert_eq!(doc_comment("a\n\nb", 2), "  /// a\n  ///\n  /// b\n");
        assert_eq!(doc_comment("", 2), "");
    }
}
