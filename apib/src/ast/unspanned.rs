//! The tree without its places, to tell whether two documents say the same.

use crate::mson::{Element, Member, NamedType, TypeDefinition, TypeName, TypeSection};
use crate::source::{MappedText, Span, Text};

use super::{
    Action, Blueprint, Header, Metadata, Parameter, ParameterMember, Payload, Resource,
    ResourceGroup, Transaction,
};

/// Something that has places in it, or whose parts have.
pub(super) trait Unspanned {
    /// The same with every [`Span`] at its default.
    fn unspanned(self) -> Self;
}

impl Unspanned for Span {
    fn unspanned(self) -> Self {
        Self::default()
    }
}

impl Unspanned for MappedText {
    fn unspanned(self) -> Self {
        self.without_places()
    }
}

impl<T: Unspanned> Unspanned for Option<T> {
    fn unspanned(self) -> Self {
        self.map(T::unspanned)
    }
}

impl<T: Unspanned> Unspanned for Box<T> {
    fn unspanned(self) -> Self {
        Self::new(T::unspanned(*self))
    }
}

impl<T: Unspanned> Unspanned for Vec<T> {
    fn unspanned(self) -> Self {
        self.into_iter().map(T::unspanned).collect()
    }
}

/// Types without a place in them.
macro_rules! placeless {
    ($($type:ty),+) => {
        $(impl Unspanned for $type {
            fn unspanned(self) -> Self {
                self
            }
        })+
    };
}

/// Structs, with all of their fields: a new one that is missing here does not compile.
macro_rules! fields {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {
        $(impl Unspanned for $type {
            fn unspanned(self) -> Self {
                let Self { $($field),+ } = self;
                Self { $($field: $field.unspanned()),+ }
            }
        })+
    };
}

/// Enums of which every variant holds one value.
macro_rules! variants {
    ($($type:ident { $($variant:ident),+ $(,)? })+) => {
        $(impl Unspanned for $type {
            fn unspanned(self) -> Self {
                match self {
                    $(Self::$variant(inner) => Self::$variant(inner.unspanned())),+
                }
            }
        })+
    };
}

placeless!(bool, String);

fields! {
    Text { text, span }
    Blueprint { metadata, name, description, groups, types }
    Metadata { key, value }
    ResourceGroup { name, description, resources }
    Resource { span, name, uri_template, description, parameters, attributes, model, actions }
    Action {
        span, name, method, uri_template, relation, description, parameters, attributes,
        transactions,
    }
    Transaction { requests, responses }
    Payload {
        span, identifier, status, media_type, description, headers, parameters, attributes, body,
        schema, model,
    }
    Header { name, value }
    Parameter { span, name, type_name, required, default, sample, members, description }
    ParameterMember { value, description }
    NamedType { name, element }
    Element { span, name, is_variable, is_quoted, is_tight, value, type_definition, description, sections }
    TypeDefinition {
        name, required, optional, nullable, fixed, fixed_type, default, sample,
    }
    TypeName { base, nested }
}

variants! {
    TypeSection { Members, Sample, Default }
    Member { Element, Mixin, OneOf }
}
