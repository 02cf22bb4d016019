//! The macros that the generated modules feed.

/// Defines a record whose fields may each be absent: attributes or relationships that are read.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$field_meta:meta])* $field:ident $wire:literal: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::json_api::member::Fields for $name {
            fn put(&self, _members: &mut $crate::json_api::member::Members) {
                $(_members.put($wire, &self.$field);)*
            }

            fn take(&mut self, _members: &mut $crate::json_api::member::Members) {
                $(_members.take($wire, &mut self.$field);)*
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::json_api::member::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::json_api::member::deserialize(deserializer)
            }
        }
    };
}

/// Defines what is known of a resource that is read: its name, its type on the wire, its parts.
macro_rules! resource {
    ($(#[$meta:meta])* $name:ident $wire:literal = $attributes:ident, $relationships:ident) => {
        $(#[$meta])*
        pub type $name = $crate::json_api::Resource<$attributes>;

        impl $crate::json_api::Attributes for $attributes {
            const TYPE: &'static str = $wire;
            type Relationships = $relationships;
        }
    };
}

/// Defines the resources that may come along with others.
macro_rules! included {
    ($($(#[$meta:meta])* $name:ident $wire:literal,)*) => {
        /// A resource that came along with those that were asked for.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Included {
            $($(#[$meta])* $name(Box<$name>),)*
            /// One of a type that this version of the crate does not know, or that could not be
            /// read as what it says to be.
            Other(Box<$crate::json_api::OtherResource>),
        }

        impl ::serde::Serialize for Included {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$name(resource) => resource.serialize(serializer),)*
                    Self::Other(resource) => resource.serialize(serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for Included {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                let known = match value["type"].as_str() {
                    $(Some($wire) => ::serde_json::from_value(value.clone()).map(Self::$name).ok(),)*
                    _ => None,
                };
                match known {
                    Some(known) => Ok(known),
                    None => ::serde_json::from_value(value)
                        .map(Self::Other)
                        .map_err(<D::Error as ::serde::de::Error>::custom),
                }
            }
        }

        $(
            impl $crate::json_api::FromIncluded for $name {
                fn from_included(included: &Included) -> Option<&Self> {
                    match included {
                        Included::$name(resource) => Some(resource),
                        _ => None,
                    }
                }
            }
        )*

        impl $crate::json_api::FromIncluded for $crate::json_api::OtherResource {
            fn from_included(included: &Included) -> Option<&Self> {
                match included {
                    Included::Other(resource) => Some(resource),
                    _ => None,
                }
            }
        }
    };
}

/// Defines a resource that is sent: attributes and relationships stand side by side, and those
/// that are required are asked for by its constructor.
macro_rules! write_model {
    ($(#[$meta:meta])* $name:ident $wire_type:literal
        required {
            $($(#[$ra_meta:meta])* $ra:ident $ra_wire:literal: $ra_type:ty,)*
        } {
            $($(#[$rr_meta:meta])* $rr:ident $rr_wire:literal: $rr_type:ty,)*
        }
        optional {
            $($(#[$oa_meta:meta])* $oa:ident $oa_wire:literal: $oa_type:ty,)*
        } {
            $($(#[$or_meta:meta])* $or:ident $or_wire:literal: $or_type:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$ra_meta])* pub $ra: $ra_type,)*
            $($(#[$rr_meta])* pub $rr: $rr_type,)*
            $($(#[$oa_meta])* pub $oa: $oa_type,)*
            $($(#[$or_meta])* pub $or: $or_type,)*
        }

        impl $name {
            /// With what is required, and nothing else.
            #[allow(clippy::new_without_default)]
            pub fn new($($ra: impl Into<$ra_type>,)* $($rr: impl Into<$rr_type>,)*) -> Self {
                Self {
                    $($ra: $ra.into(),)*
                    $($rr: $rr.into(),)*
                    $($oa: ::std::default::Default::default(),)*
                    $($or: ::std::default::Default::default(),)*
                }
            }
        }

        impl $crate::json_api::WriteModel for $name {
            const TYPE: &'static str = $wire_type;
        }

        impl $crate::json_api::envelope::Enveloped for $name {
            fn put(&self, _envelope: &mut $crate::json_api::envelope::Envelope) {
                $(_envelope.put($ra_wire, &self.$ra);)*
                $(_envelope.attributes.put($oa_wire, &self.$oa);)*
                $(_envelope.relationships.put($rr_wire, &self.$rr);)*
                $(_envelope.relationships.put($or_wire, &self.$or);)*
            }

            fn take(
                _envelope: &mut $crate::json_api::envelope::Envelope,
            ) -> ::std::result::Result<Self, ::serde_json::Error> {
                let mut _model = Self {
                    $($ra: _envelope.required($ra_wire)?,)*
                    $($rr: _envelope.relationships.required($rr_wire)?,)*
                    $($oa: ::std::default::Default::default(),)*
                    $($or: ::std::default::Default::default(),)*
                };
                $(_envelope.attributes.take($oa_wire, &mut _model.$oa);)*
                $(_envelope.relationships.take($or_wire, &mut _model.$or);)*
                Ok(_model)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::json_api::envelope::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::json_api::envelope::deserialize(deserializer)
            }
        }
    };
}

/// Gives models a default: those that require nothing.
macro_rules! nothing_required {
    ($($name:ident)*) => {$(
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    )*};
}

/// Gives the calls of lists streams of pages and of items.
macro_rules! paged {
    ($($builder:ident: $item:ty,)*) => {$(
        impl<'a> builder::$builder<'a> {
            /// The pages of the list, from the first one on, each asked for when it is polled for.
            ///
            /// See [`json_api::pages`](crate::json_api::pages) for where it ends.
            pub fn pages(self) -> $crate::json_api::Pages<'a, $item> {
                $crate::json_api::pages(move |number| self.clone().page_number(number).send())
            }

            /// The items of all pages, from the first one on.
            ///
            /// See [`json_api::pages`](crate::json_api::pages) for where it ends.
            pub fn items(self) -> $crate::json_api::Items<'a, $item> {
                $crate::json_api::items(self.pages())
            }
        }
    )*};
}

pub(crate) use {included, nothing_required, paged, record, resource, write_model};
