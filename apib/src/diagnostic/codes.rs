//! Every kind of finding there is, in one list.
//!
//! Hundreds name the stage: 1 blueprint structure, 2 bodies and examples, 3 types, 4 model and
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
    102 BODY_UNDER_INDENTED Warning
        "a body is not indented far enough",
        "By Markdown's rules it is prose outside of its section, and other tools lose it.",
        "Indent it by eight blanks more than the `+` of its section.";
    103 ACTION_WITHOUT_RESOURCE Error
        "an action stands below no resource",
        "Its path is not known; `/` is taken for it.",
        "Put a resource with its URI template above it, or write the path into its heading: `[GET /path]`.";
    104 HEADING_WITHOUT_BLANK Warning
        "a heading without a blank behind its `#` signs",
        "By CommonMark it is no heading, and tools that follow it lose the section; a non-breaking space does not count.",
        "Put a blank between the `#` signs and the text.";

    // 2: bodies and examples
    201 JSON_REPAIRED Warning
        "an example is not valid JSON",
        "Readers that copy it get an error; a tool that does not repair it loses the schema that the example shows.",
        "Correct the JSON at the place shown.";
    202 JSON_GUESSED Error
        "an example is not valid JSON, and its meaning is a guess",
        "The value that was read may not be the one that was meant.",
        "Correct the JSON at the place shown.";
    203 JSON_UNREADABLE Error
        "an example that should be JSON is not",
        "No schema can come from it, and it is kept as plain text.",
        "Write JSON, or state the media type that the text has.";
    204 JSON_TOO_DEEP Error
        "an example is nested too deeply",
        "Reading it without a limit could exhaust the stack.",
        "Show an example with fewer levels.";
    210 SCHEMA_REJECTS_EXAMPLE Warning
        "a declared schema does not accept its own example",
        "One of the two is wrong; the schema was taken from the example, since that is what was sent.",
        "Correct the declaration, or the example.";
    211 DECLARATION_CONTRADICTS_EXAMPLE Warning
        "a declaration says what the example does not show",
        "Readers cannot tell which of the two the server follows.",
        "Correct the declaration, or the example.";
    212 PROPERTY_NOT_DECLARED Note
        "an example has a property that its declaration does not name",
        "A client made from the declaration alone would lose it; it is added as an optional property.",
        "Add the property to the declaration.";

    // 3: MSON and JSON Schema
    301 TYPE_DEFINED_TWICE Warning
        "a type is defined more than once",
        "References to its name can mean only one of the definitions.",
        "Give the definitions different names, or remove all but one.";
    302 TYPE_UNKNOWN Error
        "no type has this name",
        "Nothing is known of the value, so its schema accepts anything.",
        "Define the type in a `Data Structures` section, or correct the name.";
    303 TYPE_BY_OTHER_NAME Note
        "a base type is called by a name that MSON has not",
        "The specification knows string, number, boolean, object, array and enum; the reference parser rejects the document for any other name.",
        "Nothing needs to be done; `number` or `string` would be understood by every tool.";
    304 SCHEMA_TYPE_UNKNOWN Warning
        "an embedded schema names a type that JSON Schema has not",
        "Validators reject the schema.",
        "Use string, number, integer, boolean, object, array or null, with a `format` where it says more.";
    305 SCHEMA_REFERENCE_DANGLING Error
        "a reference of an embedded schema leads nowhere",
        "Nothing is known of the value, so its schema accepts anything.",
        "Add the definition to the same schema, or correct the reference.";
    306 DEFAULT_DOES_NOT_FIT Warning
        "a default is no value of its own type",
        "OpenAPI rejects such a default; it is told in the description instead.",
        "Give a value of the type, or move the words into the description.";

    // 4: model and OpenAPI
    401 ACTIONS_MERGED Note
        "several actions have one method and path",
        "OpenAPI has one operation for a method on a path; this one has the parameters, examples and descriptions of all of them.",
        "Nothing needs to be done; in a document of your own, describe the variants in one action with several requests.";
    402 URI_TEMPLATE_ILLEGAL Warning
        "a URI template is not what RFC 6570 allows",
        "Other tools reject the template or lose the action.",
        "Write each variable as `{name}`, with letters, digits and underscores only, and query variables as `{?name}`.";
    403 PARAMETER_UNDOCUMENTED Note
        "a variable of the URI template is not documented",
        "Its type is not known and readers do not learn what it means.",
        "Add it to the action's `+ Parameters`.";
    404 PARAMETER_NOT_IN_TEMPLATE Warning
        "a documented parameter is missing from the URI template",
        "Other tools drop it.",
        "Add it to the template, as `{?name}` if it goes into the query string.";
    405 STATUS_UNKNOWN Warning
        "a response has no valid HTTP status code",
        "OpenAPI tells responses apart by their status codes.",
        "Write a code from 100 to 599 behind `Response`.";
    406 ATTRIBUTES_WITHOUT_BODY Note
        "attributes of a request that has no body",
        "OpenAPI ignores the body of a GET or HEAD request; the attributes are kept as `x-request-attributes` of the operation.",
        "Describe the values at the parameters that they belong to.";
    407 MODEL_UNKNOWN Error
        "a payload refers to a model that no resource has",
        "Nothing is known of what is sent.",
        "Add a `+ Model` section to the resource of this name, or correct the name.";
    408 HEADER_NAME_ILLEGAL Error
        "a header field has a name that HTTP does not allow",
        "No client can send it, so it is left out.",
        "Write `Name: value` with letters, digits and hyphens in the name.";
    409 METADATA_REPEATED Warning
        "a metadata key is given more than once",
        "Tools disagree on which value counts; starter text is sometimes left in front of the real one.",
        "Remove the value that is not meant.";
    410 HOST_IS_NO_URL Warning
        "the host is no base URL",
        "OpenAPI wants the URL of a server; what is written is kept as `info.x-metadata`.",
        "Write a URL behind `HOST:`, such as `https://api.example.com/v1`.";
    411 METHOD_UNKNOWN Warning
        "a method that OpenAPI has no field for",
        "The operation is kept as an extension of its path, which other tools do not read.",
        "Nothing needs to be done if the method is meant; else correct it.";
    412 PATH_VARIABLE_RENAMED Note
        "a path is spelt with other variable names than elsewhere",
        "Paths that differ in nothing but the names of their variables are one path to OpenAPI.",
        "Spell the path the same way everywhere.";
    413 SAMPLE_DOES_NOT_FIT Warning
        "a sample is no value of its own parameter",
        "Tools that check examples reject it; it is told in the description instead.",
        "Give a sample of the type, or one of the members.";
    414 BODY_WITHOUT_MEANING Note
        "a request of this method has no use for a body",
        "HTTP gives it no meaning, and some clients, proxies and servers drop it (RFC 9110, section 9.3); it is kept as documented.",
        "Send the values as query parameters, if the API takes them so.";
    415 MEDIA_TYPE_ILLEGAL Warning
        "a media type is none",
        "OpenAPI tells bodies apart by their media types; this one is guessed from the body.",
        "Write a type and a subtype, such as `application/json`.";
    416 PROPERTY_NAME_RESERVED Note
        "a property has a name that tools take for a keyword",
        "Many tools follow a `$ref` wherever it stands; the property is kept in `x-properties` (OpenAPI 3.0) or `patternProperties` (3.1).",
        "Nothing needs to be done.";
    417 PATTERN_ILLEGAL Warning
        "a pattern is no regular expression",
        "JSON Schema takes those of ECMAScript, and validators reject the document; it is kept as `x-pattern`.",
        "Correct the pattern; write it without slashes around it.";

    // 5: lowering for code generators
    501 OPERATION_LEFT_OUT Error
        "an operation that a generated client cannot have",
        "Callers have to make this request by hand.",
        "Document it with another method or path, if the API has one.";
    502 OPERATION_RENAMED Note
        "a generated method has another name than its operation",
        "The name is taken by another operation or by the client itself.",
        "Give the action a name of its own.";
    503 NO_OPERATION Warning
        "the document has no operation",
        "The generated client can do nothing.",
        "Check that it is the document that was meant.";
    504 VERSION_UNKNOWN Error
        "the document is not OpenAPI 3",
        "Its operations are spelled in a way that is not read here.",
        "Convert it to OpenAPI 3.0 first.";
    505 REFERENCE_DANGLING Error
        "a reference leads nowhere, or into another file",
        "What it stands for is missing from the generated client.",
        "Put what is referred to into the document.";
    506 PATH_CHANGED Warning
        "a path contains what is not part of a path",
        "The client asks for the path without it.",
        "Document a query as parameters.";
    511 PARAMETER_LEFT_OUT Warning
        "a parameter that a generated method cannot have",
        "Callers cannot set it.",
        "Rename one of the two parameters, or leave the name out that HTTP does not allow.";
    512 PARAMETER_AS_TEXT Note
        "a parameter is passed as text",
        "The caller has to write the value as the API reads it.",
        "Document the parameter as a scalar or as a list of scalars.";
    513 PARAMETER_SPREAD Note
        "a record is passed as one parameter for each property",
        "It goes over the wire the same, but is not one value to the caller.",
        "Nothing has to be done.";
    514 HEADER_LEFT_TO_TRANSPORT Note
        "a header is set by the transport",
        "It belongs to the session or to the media type, not to a single call.",
        "Nothing has to be done.";
    521 OPTIONAL_BODY_DEMANDED Note
        "an optional request body is demanded",
        "The generated method has no way to leave it out.",
        "Mark the body as required if it is.";
    522 BODY_UNTYPED Note
        "a request body is passed as bytes",
        "The generator types JSON and forms only.",
        "Nothing has to be done.";
    523 MEDIA_TYPE_LEFT_OUT Note
        "one of several media types is used",
        "The generated method knows one.",
        "Nothing has to be done.";
    524 SCHEMA_MISSING Warning
        "nothing is said about a body",
        "Callers get a free-form value and have to know what is in it.",
        "Give an example or `+ Attributes`.";
    525 RESPONSES_MERGED Warning
        "several successful answers become one type",
        "The caller cannot tell them apart by their type.",
        "Describe one shape, if the answers are the same.";
    526 ERROR_LEFT_OUT Note
        "an answer other than success is not typed",
        "The generator takes one error type, and a gateway's error would be lost in it.",
        "Nothing has to be done.";
    531 COMPONENT_RENAMED Note
        "a type has another name than its schema",
        "Names are ASCII in the generated code, and no two may fold to the same.",
        "Nothing has to be done.";
    532 CONSTRAINT_LEFT_OUT Note
        "a rule about values is not checked by the client",
        "Data that is older than the rule must stay readable.",
        "Nothing has to be done; the API itself checks what it is sent.";
    533 ENUMERATION_OPENED Note
        "an enumeration becomes its plain type",
        "A value that the document does not know must not make an answer unreadable.",
        "Nothing has to be done.";
    534 PROPERTY_WITHOUT_FIELD Warning
        "two properties have the same name in Rust",
        "One of them has no field of its own.",
        "Nothing has to be done if the API uses both names.";
    535 UNION_MERGED Note
        "alternatives become one type",
        "Which of them it is has to be seen from the value.",
        "Nothing has to be done.";
    536 SCHEMA_FREE_FORM Warning
        "a value becomes free form",
        "Callers have to know what is in it.",
        "Simplify the schema at the place shown.";
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
            assert!(
                !code.why().is_empty() && code.remedy().ends_with('.'),
                "{code}"
            );
        }
    }
}
