//! Every kind of finding there is, in one list.
//!
//! Hundreds name the stage: 1 blueprint structure, 2 bodies and examples, 3 types, 4 model and
//! OpenAPI, 5 lowering for code generators. A number is never given to another finding.
//!
//! The file is as long as the list is: one macro makes the constants, [`Code::ALL`] and the texts of
//! it, so that no code can be in one of them and not in the others.

use std::fmt;
use std::str::FromStr;

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
    105 METHOD_NOT_IN_CAPITALS Warning
        "an HTTP method is not written in capitals",
        "Methods are case-sensitive (RFC 9110, section 9.1), and other tools take the heading for prose and lose the action.",
        "Write the method in capitals, as in `[GET]`.";
    106 METHOD_UNKNOWN Warning
        "an HTTP method that nobody has registered",
        "Other tools take the heading for prose; OpenAPI has no place for the method, so the operation is kept as an extension.",
        "Use a registered method, or correct its spelling.";
    107 URI_WITHOUT_SLASH Warning
        "a URI template does not begin with `/`",
        "Other tools take the heading for prose and lose the section; a `/` is put in front.",
        "Begin the template with `/`.";
    108 HEADING_BRACKETS Warning
        "the brackets of a heading are not its end",
        "By the specification the heading is prose; other tools lose the section.",
        "Close the bracket, and move words behind it to the front.";
    109 SECTION_IN_HTML Warning
        "a section begins right behind HTML",
        "By CommonMark a block of HTML goes on to the next blank line, so tools that follow it lose the section.",
        "Put a blank line behind the HTML.";
    110 FENCE_UNCLOSED Warning
        "a fenced code block is not closed",
        "By Markdown's rules everything behind the fence is code; it is read as ending before the next section.",
        "Close the block with a line of the same fence.";
    111 COMMENT_UNCLOSED Warning
        "an HTML comment is not closed",
        "By Markdown's rules everything behind it is part of the comment; it is read as ending with its paragraph.",
        "Close the comment with `-->`.";
    112 SECTION_OVER_INDENTED Warning
        "a section is indented too far",
        "By Markdown's rules it is code, and other tools lose it.",
        "Indent it by four blanks more than the section that it belongs to.";
    113 SECTION_UNDER_INDENTED Warning
        "a section, or what belongs into it, is not indented far enough",
        "By Markdown's rules it stands outside of its section; other tools lose it or put it elsewhere.",
        "Indent it by four blanks more than its section, code by eight.";
    114 SECTION_REPEATED Warning
        "a section stands twice where there can be one",
        "Other tools keep one of them and lose the other.",
        "Join the two sections, or describe two payloads.";
    115 SECTION_UNKNOWN Note
        "a payload has a section that the specification does not know",
        "It is kept as description.",
        "Write `Headers`, `Attributes`, `Body` or `Schema`, if one of these is meant.";
    116 SECTION_WITHOUT_PAYLOAD Warning
        "a body or schema stands below no request or response",
        "Other tools lose it; it is read as that of a request.",
        "Put `+ Request` above it and indent it by four blanks.";
    117 HEADERS_OF_ALL_PAYLOADS Note
        "header fields of a whole resource or action",
        "The form is deprecated; the fields are read as those of every request and response below.",
        "Write them below the requests and responses that have them.";
    118 HEADER_MALFORMED Warning
        "a line of header fields is not `name: value`",
        "Other tools leave the line out.",
        "Write one header field a line, a colon behind its name.";
    119 PAYLOAD_WORDS_UNKNOWN Note
        "the line of a request or response has words that the specification does not know",
        "Other tools ignore them; they are read as what they most likely are.",
        "Write `Request name (media type)` or `Response status (media type)`.";
    120 PARAMETER_SYNTAX_OLD Note
        "a parameter in the form of early blueprints",
        "It is read in full, but not every tool does so.",
        "Write `name: sample (type, optional) - description`, and `+ Default` below it.";
    121 PARAMETER_WORDS_UNKNOWN Note
        "a parameter has an attribute that the specification does not know",
        "It is kept in the description.",
        "Write a type and `required` or `optional`; say the rest in the description.";
    122 PARAMETERS_NOT_A_LIST Warning
        "a `Parameters` section holds something else than parameters",
        "The specification allows list items only; it is read as if it stood beside the section: a body where one is missing, or else a description.",
        "Write each parameter as a list item that begins with its name.";
    123 PARAMETERS_OF_REQUEST Note
        "parameters stand below a request",
        "By the specification they belong to the action; they count for it as a whole.",
        "Move `+ Parameters` up to the action.";
    124 METADATA_REPEATED Warning
        "a metadata key is given more than once",
        "Tools disagree on which value counts; starter text is sometimes left in front of the real one.",
        "Remove the value that is not meant.";
    125 FORMAT_UNKNOWN Warning
        "the document declares a format that is not API Blueprint 1A",
        "It is read as API Blueprint 1A all the same; other tools may not.",
        "Write `FORMAT: 1A`.";
    126 METADATA_UNDERLINED Note
        "metadata is fenced with dashes",
        "By Markdown's rules the dashes make a heading of it, and other tools lose it.",
        "Leave the dashes out.";
    127 TYPE_ABOVE_ITS_SECTION Note
        "the heading of a type is not below `Data Structures`",
        "It is read as a type, since it stands in that section, but readers see a section of its own.",
        "Give the type a heading one level below that of `Data Structures`.";
    128 DATA_STRUCTURES_PROSE Note
        "prose in a `Data Structures` section that describes no type",
        "The section has no description of its own; it is kept with that of the API.",
        "Move it to the API's description or to a type.";
    129 TABS Note
        "tabs in the document",
        "They are read as CommonMark has it, up to the next multiple of four columns; the reference parser rejects the document.",
        "Replace the tabs by blanks.";
    130 CARRIAGE_RETURNS Note
        "carriage returns in the document",
        "They are read as line breaks; the reference parser rejects the document.",
        "End the lines with line feeds.";
    131 CHARACTER_UNREADABLE Warning
        "characters that are no text",
        "They are no valid UTF-8, or stand for something that once was not; what was meant is lost.",
        "Save the document as UTF-8.";
    132 ASSET_BESIDE_KEYWORD Warning
        "a body or schema stands beside its keyword",
        "By the specification this is no section but prose, and other tools lose it.",
        "Put it into the lines below, indented by eight blanks more than the `+`.";
    133 METADATA_WITH_PROSE Warning
        "metadata goes on as prose without a blank line between",
        "Other tools drop the prose, or take all of it for prose.",
        "Put a blank line behind the metadata.";
    134 PAYLOAD_WITHOUT_ACTION Error
        "a request or response stands below no action",
        "It is kept as description, since nothing says which method it belongs to.",
        "Put an action's heading above it, such as `### Read [GET]`.";
    135 UNDERLINE_IN_ITEM Note
        "an underline in a list item",
        "By Markdown's rules it makes a heading of the line above it, within the item; it is read as text, since no section of a blueprint begins there.",
        "Put a blank line above the underline, or leave it out.";
    136 CARRIAGE_RETURN_ALONE Note
        "carriage returns without line feeds",
        "They end lines, as CommonMark has it; many editors and tools show one long line.",
        "End the lines with line feeds.";
    137 TIGHT_HEADING_WITH_TEXT Note
        "text right below a heading without a blank behind its `#` signs",
        "By CommonMark the two are one paragraph; the text is read for itself, as below any other heading.",
        "Put a blank between the `#` signs and the heading.";

    // Includes
    141 INCLUDE_NOT_RESOLVED Note
        "an include directive is left as it is",
        "The document is not read from a file, so nothing says which folder the directive means.",
        "Convert the file itself, or insert the text.";
    142 INCLUDE_UNREADABLE Error
        "an included file cannot be read",
        "What it holds is missing from the result.",
        "Correct the path; it counts from the folder of the including file, or of the document.";
    143 INCLUDE_OUTSIDE Error
        "an included file lies outside of the document's folder",
        "A document must not be able to read whatever is on the disk, so the directive is left as it is.",
        "Put the file into the document's folder or below it.";
    144 INCLUDE_CYCLE Error
        "a file includes itself",
        "Resolving it would never end; the directive is left as it is.",
        "Remove one of the directives of the circle.";
    145 INCLUDE_LIMIT Error
        "too much is included",
        "Files that include each other can grow without bound; the directive is left as it is.",
        "Include less, or in fewer levels.";

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
    205 JSON_NAME_REPEATED Warning
        "an object has two members of one name",
        "Readers of JSON take one of them, most the last, and lose the other.",
        "Remove one of the members, or show the alternatives as examples of their own.";
    206 JSON_NUMBER_TOO_LONG Warning
        "a number has more digits than JSON readers keep",
        "A double holds some 16 digits; the example has the number as text, so that none is lost.",
        "Send numbers of this length as strings, or show a shorter one.";
    207 BODY_OF_OTHER_MEDIA_TYPE Warning
        "a body is not of its media type",
        "Readers cannot tell how it is sent; it is taken for the fields of the form.",
        "Show the body as it is sent, or correct the media type.";
    208 EXAMPLE_NOT_CHECKED Note
        "an example is too large to be held against its declaration",
        "Values are held against every alternative, list items against each other, texts against patterns; where that takes too long, what was not checked is taken to fit.",
        "Show a shorter example, fewer alternatives, or a simpler pattern.";
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
    213 SAMPLE_DOES_NOT_FIT Warning
        "a sample is no value of its own type",
        "Tools that check examples reject the document for it; it is told in the description instead, and `null` makes the type nullable.",
        "Give a sample of the type, or correct the type.";

    // 3: MSON and JSON Schema
    301 TYPE_DEFINED_TWICE Warning
        "a type is defined more than once",
        "References to its name can mean only one of the definitions; one that differs has a component of its own, with a number behind its name.",
        "Give the definitions different names, or remove all but one.";
    302 TYPE_UNKNOWN Error
        "no type has this name",
        "Nothing is known of the value: all references lead to one component of this name, which says no more than examples show; a parameter is taken as text.",
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
    308 MEMBERS_BELOW_DESCRIPTION Warning
        "members below a block description without a separator",
        "By the specification a list below a block description is part of it, and other tools lose the members.",
        "Put `+ Properties`, `+ Items` or `+ Members` above the list.";
    309 TYPE_INHERITS_ITSELF Error
        "a type inherits from itself",
        "Its members can never be told; the inheritance that closes the circle is left out.",
        "Remove one of the types' parents or mixins, or make it a property.";
    310 BASE_TYPE_REDEFINED Warning
        "a type is called like a base type",
        "A reference to its name means the base type, so nothing can refer to this one.",
        "Give the type another name.";
    311 TYPE_IN_OTHER_CASE Warning
        "a type is referred to in another spelling",
        "Names of types tell capital and small letters apart; other tools find no type.",
        "Write the name as the type is declared.";
    312 MEMBERS_OUT_OF_PLACE Warning
        "members that their type cannot have",
        "Only objects have properties, mixins and alternatives; what stands here says nothing of the value.",
        "Correct the type, or move the members to where they belong.";
    313 SAMPLE_TOO_LARGE Note
        "a sample composed of its types would be too large",
        "Types that refer to many others multiply; the media type has a schema but no example.",
        "Show a `+ Body`.";
    314 TYPE_ATTRIBUTES_CONTRADICT Warning
        "type attributes contradict each other",
        "Readers cannot tell which of them is meant, and tools differ.",
        "Leave one of the attributes out.";
    315 SEPARATOR_OF_OTHER_TYPE Note
        "members stand below the separator of another type",
        "Objects have `Properties`, arrays `Items`, enumerations `Members`; it is read as the members of the type that is given.",
        "Use the separator of the type, or correct the type.";
    316 PROPERTY_CALLED_INCLUDE Note
        "a property is called like the keyword of a mixin",
        "Other tools take `include (Type)` for a mixin and lose the property.",
        "Put the name into back-quotes, or write `Include` if a mixin is meant.";
    317 TYPE_WITH_ARGUMENTS Warning
        "a type is referred to with arguments",
        "MSON has no types with parameters, so what stands in parentheses says nothing; other tools find no type.",
        "Define a type for each combination, or write `array[Type]` for a list.";
    318 MEMBERS_NOT_COPIED Note
        "types copy too many members from each other",
        "Types that override what they inherit are told by copies, which multiply; from here on they refer to their parents all the same.",
        "Inherit without overriding, or define the types anew.";
    319 SAMPLE_NOT_ACCEPTED Note
        "a sample composed of its types would be no value of its schema",
        "The values that the types show do not go together; the media type has a schema but no example.",
        "Show a `+ Body`, or correct the values.";
    320 SCHEMA_IS_SAMPLE Warning
        "a schema section holds no schema but a sample",
        "Validators accept everything by it; the sample tells what is sent.",
        "Move the sample into a `+ Body` section, or write a JSON Schema.";
    321 SCHEMA_REFERENCE_REMOTE Warning
        "a reference of an embedded schema leads into another document",
        "The document is not read, so nothing is known of the value and its schema accepts anything.",
        "Put the definition into the schema itself.";
    322 SCHEMA_PROPERTY_MISPLACED Warning
        "properties of an embedded schema stand beside its keywords",
        "Validators ignore what they do not know and accept everything.",
        "Put the properties below `properties`.";
    323 SCHEMA_TOO_DEEP Warning
        "an embedded schema is nested too deeply",
        "Reading it without a limit could exhaust the stack; what is deeper accepts anything.",
        "Refer to definitions instead of nesting schemas.";
    324 TYPE_WORDS_UNKNOWN Note
        "words in a type's parentheses are neither its name nor an attribute",
        "The first words that are no attribute name the type; other tools ignore what follows.",
        "Put them behind the dash, into the description.";
    325 MEMBERS_BELOW_MIXIN Warning
        "members stand below a mixin",
        "A mixin has no members of its own, and other tools lose them; they are read as standing beside it.",
        "Indent them no further than the mixin.";

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
    410 HOST_IS_NO_URL Warning
        "the host is no base URL",
        "OpenAPI wants the URL of a server; what is written is kept as `info.x-metadata`.",
        "Write a URL behind `HOST:`, such as `https://api.example.com/v1`.";
    411 METHOD_WITHOUT_FIELD Warning
        "a method that OpenAPI has no field for",
        "The operation is kept as an extension of its path, which other tools do not read.",
        "Nothing needs to be done if the method is meant; else correct it.";
    412 PATH_VARIABLE_RENAMED Note
        "a path is spelt with other variable names than elsewhere",
        "Paths that differ in nothing but the names of their variables are one path to OpenAPI.",
        "Spell the path the same way everywhere.";
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
    418 STATUS_RANGE Note
        "a response counts for a range of status codes",
        "OpenAPI knows such ranges; the specification of API Blueprint and many tools know single codes only.",
        "Nothing needs to be done; write a response for each code if other tools are to read the document.";

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

    /// The number in the identifier, which is never given to another kind of finding.
    pub fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "apib::E{:04}", self.0)
    }
}

/// Reads an identifier as a report shows it, or only the number: `apib::E0201`, `E0201`, `201`.
///
/// ```
/// use apib::diagnostic::Code;
///
/// assert_eq!("apib::E0201".parse(), Ok(Code::JSON_REPAIRED));
/// assert_eq!("201".parse(), Ok(Code::JSON_REPAIRED));
/// assert!("E0".parse::<Code>().is_err());
/// ```
impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let identifier = text.strip_prefix("apib::").unwrap_or(text);
        let number = identifier.strip_prefix(['E', 'e']).unwrap_or(identifier);
        let code = Self(number.parse().map_err(|_| UnknownCode)?);
        if Self::ALL.binary_search(&code).is_ok() {
            Ok(code)
        } else {
            Err(UnknownCode)
        }
    }
}

/// A text that names no kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no diagnostic has this code")
    }
}

impl std::error::Error for UnknownCode {}

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
