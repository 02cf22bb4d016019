//! Every kind of finding there is, in one list.
//!
//! Hundreds name the stage: 1 blueprint structure, 2 bodies and examples, 3 MSON, 4 model and
//! OpenAPI, 5 lowering for code generators. A number is never given to another finding.

use std::fmt;

use super::Severity;

/// What kind of finding a [`Diagnostic`](super::Diagnostic) is.
///
/// Displays as its stable identifier, such as `apib::E0201`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Code(u16);

struct Entry {
    code: Code,
    severity: Severity,
    title: &'static str,
    why: &'static str,
    remedy: &'static str,
}

macro_rules! codes {
    ($($number:literal $name:ident $severity:ident $title:literal, $why:literal, $remedy:literal;)*) => {
        impl Code {
            $(
                #[doc = concat!($title, ". ", $why)]
                pub const $name: Self = Self($number);
            )*

            /// Every code, in ascending order.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }

        const ENTRIES: &[Entry] = &[$(Entry {
            code: Code::$name,
            severity: Severity::$severity,
            title: $title,
            why: $why,
            remedy: $remedy,
        }),*];
    };
}

codes! {
    // 1: blueprint structure
    101 HEADER_SECTION_SINGULAR Note
        "`Header` where the specification has `Headers`",
        "Other tools may take the section for a description and lose the headers.",
        "Write `+ Headers`.";

    // 2: bodies and examples
    201 JSON_REPAIRED Warning
        "an example is not valid JSON",
        "Readers that copy it get an error; a tool that does not repair it loses the schema that the example shows.",
        "Correct the JSON at the place shown.";

    // 3: MSON

    // 4: model and OpenAPI

    // 5: lowering for code generators
}

impl Code {
    fn entry(self) -> &'static Entry {
        let index = ENTRIES.partition_point(|entry| entry.code < self);
        &ENTRIES[index]
    }

    /// How much findings of this kind matter.
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// What is wrong, in general.
    pub fn title(self) -> &'static str {
        self.entry().title
    }

    /// Why it matters.
    pub fn why(self) -> &'static str {
        self.entry().why
    }

    /// How to mend it.
    pub fn remedy(self) -> &'static str {
        self.entry().remedy
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "apib::E{:04}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_explain_themselves() {
        assert!(Code::ALL.is_sorted_by(|a, b| a < b));
        for code in Code::ALL {
            assert!(!code.why().is_empty() && code.remedy().ends_with('.'), "{code}");
        }
    }
}
