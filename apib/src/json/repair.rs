//! What the recovering reader found wrong with a JSON text, as plain data.

use crate::source::Span;

/// One defect of a JSON text, and so one thing that a strict reader would stop at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is wrong.
    pub kind: RepairKind,
    /// Where, in the source. What is missing is shown at the character that it should follow.
    pub span: Span,
}

/// The kinds of defects that the reader knows, and what it takes each for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RepairKind {
    /// A byte order mark before the text; passed over.
    ByteOrderMark,
    /// A blank that JSON does not know, such as a no-break space; passed over.
    ForeignBlank,
    /// `// …`, `# …`, `/* … */` or `<!-- … -->`; passed over.
    Comment,
    /// No comma between two members or elements.
    MissingComma,
    /// A comma with nothing after it, or nothing before it; passed over.
    SurplusComma,
    /// `;` for a comma, `=` or `=>` for a colon.
    WrongSeparator,
    /// No colon between a name and its value.
    MissingColon,
    /// `{` where a name should be, as in `{ {`; the inner members belong to the outer object.
    DoubledBrace,
    /// `{ {…}, {…} }` or `{ […] }`: a list in the wrong brackets, or in too many.
    BracesForList,
    /// Members without braces around them; read as one object.
    MissingBraces,
    /// An object or list that is not closed.
    MissingClose,
    /// A closing brace or bracket that closes nothing; passed over.
    SurplusClose,
    /// `...` or `…` for what the author left out: nothing in a list or object, `null` as a value.
    Ellipsis,
    /// Single, typographic or backward quotes.
    ForeignQuotes,
    /// An opening or closing quote is missing.
    MissingQuote,
    /// A quote within a text without the backslash that it needs.
    InnerQuote,
    /// A name without quotes.
    UnquotedKey,
    /// A word or a placeholder such as `<id>` or `{id}` without quotes; read as a text.
    UnquotedValue,
    /// `True`, `None`, `undefined`, `NaN` and the like; read as `true`, `false` or `null`.
    ForeignLiteral,
    /// A line break, tab or other control character within a text; kept.
    ControlCharacter,
    /// An escape that JSON does not know; its characters are kept.
    BadEscape,
    /// A leading zero or plus, or a bare decimal point.
    NumberForm,
    /// A number with more digits than a double holds; kept as text, so that none is lost.
    LongNumber,
    /// A name that the object already has; the last value counts.
    RepeatedName,
    /// A name without a value; read as `null`.
    MissingValue,
    /// Something that is no part of a JSON text; left out.
    UnexpectedText,
    /// Text before or after the document: a status line, a command, a call around it, prose.
    SurroundingText,
    /// Written for HTML (`&quot;`) or for a URL (`%22`); read as what that stands for.
    EncodedText,
    /// A second document after the first.
    SeveralDocuments,
    /// Nested deeper than the limit; not read.
    TooDeep,
    /// No JSON at all; not read.
    NotJson,
}

impl RepairKind {
    /// What is wrong, in one sentence without a full stop.
    pub fn message(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "a byte order mark stands before the JSON text",
            Self::ForeignBlank => "JSON does not know this kind of blank",
            Self::Comment => "JSON has no comments",
            Self::MissingComma => "a comma is missing here",
            Self::SurplusComma => "this comma separates nothing",
            Self::WrongSeparator => "JSON separates with `,` and `:`",
            Self::MissingColon => "a colon is missing here",
            Self::DoubledBrace => "this brace opens an object where a name should be",
            Self::BracesForList => "these braces hold a list, which takes brackets",
            Self::MissingBraces => "members stand here without braces around them",
            Self::MissingClose => "a closing brace or bracket is missing here",
            Self::SurplusClose => "this brace or bracket closes nothing",
            Self::Ellipsis => "something is left out here",
            Self::ForeignQuotes => "JSON knows only double quotes",
            Self::MissingQuote => "a quote is missing here",
            Self::InnerQuote => "this quote within a text needs a backslash",
            Self::UnquotedKey => "this name needs quotes",
            Self::UnquotedValue => "this text needs quotes",
            Self::ForeignLiteral => "this word is not known to JSON",
            Self::ControlCharacter => "this character within a text must be escaped",
            Self::BadEscape => "JSON does not know this escape",
            Self::NumberForm => "JSON does not write numbers like this",
            Self::LongNumber => {
                "this number has more digits than a double holds; it is kept as text"
            }
            Self::RepeatedName => {
                "the object already has a member of this name; the last one counts"
            }
            Self::MissingValue => "a value is missing here",
            Self::UnexpectedText => "this is no part of a JSON text and was left out",
            Self::SurroundingText => "this stands outside of the JSON text and was left out",
            Self::EncodedText => "the text is encoded as for HTML or a URL",
            Self::SeveralDocuments => "a second JSON document begins here",
            Self::TooDeep => "this is nested too deeply to be read",
            Self::NotJson => "this is not JSON",
        }
    }

    /// True if the value that was read may not be what the author meant.
    pub fn is_guess(self) -> bool {
        matches!(
            self,
            Self::BracesForList | Self::InnerQuote | Self::MissingValue | Self::UnexpectedText
        )
    }

    /// True if nothing could be read because of it.
    pub fn is_fatal(self) -> bool {
        matches!(self, Self::TooDeep | Self::NotJson)
    }
}
