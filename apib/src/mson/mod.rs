//! MSON, Markdown Syntax for Object Notation: types as a document declares them, names not yet
//! resolved.

use crate::source::{Span, Text};

pub(crate) mod literal;
pub(crate) mod parse;
pub(crate) mod signature;
mod type_definition;
mod type_section;

/// A type of a data structures section.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedType {
    /// Its name.
    pub name: Text,
    /// What it is made of.
    pub element: Element,
}

/// A type, a property or a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// All of it.
    pub span: Span,
    /// A property's name, or a value where values are listed.
    pub name: Option<Text>,
    /// Whether the name stands for any name (`*name*`, `*name (Type)*`), or the value is only a
    /// sample.
    pub is_variable: bool,
    /// Whether the name stands in back-quotes and a value behind it: of a value that is listed, what
    /// follows then tells what it means, as in `` `0`: off ``.
    pub is_quoted: bool,
    /// Whether the value stands at the colon without a blank between: of a value that is listed, it
    /// then is a part of it, as in `urn:isbn`.
    pub is_tight: bool,
    /// The value behind the colon, as written, its quotes included; several are separated by
    /// commas.
    pub value: Option<Text>,
    /// What stands in parentheses.
    pub type_definition: TypeDefinition,
    /// What it means, in Markdown.
    pub description: Option<Text>,
    /// What is nested below it, in order.
    pub sections: Vec<TypeSection>,
}

impl Element {
    /// Takes in what a second section says of the same element. Its type, where it is another one,
    /// is included, as a mixin is.
    pub(crate) fn merge(&mut self, second: Self) {
        self.value = self.value.take().or(second.value);
        match (&self.type_definition.name, second.type_definition.name) {
            (None, name) => self.type_definition.name = name,
            (Some(own), Some(other))
                if own.base.text != other.base.text && other.is_reference() =>
            {
                self.add_section(TypeSection::Members(vec![Member::Mixin(other)]));
            }
            _ => {}
        }
        self.description = match (self.description.take(), second.description) {
            (Some(first), Some(second)) => Some(Text::new(
                format!("{}\n\n{}", first.text, second.text),
                first.span.to(second.span),
            )),
            (first, second) => first.or(second),
        };
        for section in second.sections {
            self.add_section(section);
        }
    }

    /// Adds a section: members stand in one section, before all others.
    fn add_section(&mut self, section: TypeSection) {
        match (section, self.sections.first_mut()) {
            (TypeSection::Members(more), Some(TypeSection::Members(members))) => {
                members.extend(more);
            }
            (members @ TypeSection::Members(_), _) => self.sections.insert(0, members),
            (section, _) => self.sections.push(section),
        }
    }

    /// The properties or values nested below, whatever section they stand in.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.sections.iter().flat_map(|section| match section {
            TypeSection::Members(members) => &members[..],
            _ => &[],
        })
    }
}

/// A type name and its attributes, as in `(array[string], required)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "MSON has these attributes, each present or not"
)]
pub struct TypeDefinition {
    /// The type, if one is named.
    pub name: Option<TypeName>,
    /// `required`
    pub required: bool,
    /// `optional`
    pub optional: bool,
    /// `nullable`
    pub nullable: bool,
    /// `fixed`: the value may not vary.
    pub fixed: bool,
    /// `fixed-type`: nothing may be added.
    pub fixed_type: bool,
    /// `default`: the value is the default.
    pub default: bool,
    /// `sample`: the value is a sample, which it is anyhow.
    pub sample: bool,
}

/// A type's name with the types nested in it: `array[string, Note]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeName {
    /// The name before the brackets; a variable type name keeps its asterisks (`*T*`).
    pub base: Text,
    /// The names in the brackets.
    pub nested: Vec<TypeName>,
}

impl TypeName {
    /// True for the name of a type that the document defines.
    fn is_reference(&self) -> bool {
        const BASE_TYPES: &[&str] = &["string", "number", "boolean", "object", "array", "enum"];
        let is_base = |base: &&str| base.eq_ignore_ascii_case(&self.base.text);
        !BASE_TYPES.iter().any(is_base)
    }
}

/// A group of things nested below an [`Element`].
#[derive(Clone, Debug, PartialEq)]
pub enum TypeSection {
    /// Properties, items or enumeration members, with or without a heading of their own.
    Members(Vec<Member>),
    /// Sample values.
    Sample(Vec<Element>),
    /// The default value.
    Default(Vec<Element>),
}

/// One thing of a [`TypeSection::Members`].
#[derive(Clone, Debug, PartialEq)]
pub enum Member {
    /// A property or a value.
    Element(Element),
    /// `Include`: all members of another type stand here.
    Mixin(TypeName),
    /// `One Of`: only one of these alternatives, each a member or a group of members.
    OneOf(Vec<Vec<Member>>),
}
