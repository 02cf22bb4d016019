//! Enumerations that may grow.

/// Defines an enumeration of whole numbers that keeps the numbers it does not know.
macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$member_meta:meta])* $member:ident = $value:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {
            $($(#[$member_meta])* $member,)*
            /// A number that this version of the crate has no name for.
            Other(i64),
        }

        impl $name {
            /// All members that have a name.
            pub const KNOWN: &'static [Self] = &[$(Self::$member),*];

            /// The number that goes over the wire.
            pub const fn number(self) -> i64 {
                match self {
                    $(Self::$member => $value,)*
                    Self::Other(number) => number,
                }
            }
        }

        impl ::std::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($value => Self::$member,)*
                    other => Self::Other(other),
                }
            }
        }

        impl ::std::convert::From<$name> for i64 {
            fn from(member: $name) -> Self {
                member.number()
            }
        }

        // By number, so that `Other(1)` is the member that 1 has a name for.
        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.number() == other.number()
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.number().cmp(&other.number())
            }
        }

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.number().hash(state);
            }
        }

        /// The name of the member, or its number where it has none.
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$member => formatter.pad(stringify!($member)),)*
                    Self::Other(number) => ::std::fmt::Display::fmt(number, formatter),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.number())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                <i64 as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::json_api::attribute::serde_attribute!($name);
        $crate::json_api::attribute::required_member!($name);

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> String {
                stringify!($name).to_owned()
            }

            fn json_schema(
                _: &mut ::schemars::r#gen::SchemaGenerator,
            ) -> ::schemars::schema::Schema {
                let known = Self::KNOWN.iter().map(|member| member.number().into());
                ::schemars::schema::SchemaObject {
                    instance_type: Some(::schemars::schema::InstanceType::Integer.into()),
                    enum_values: Some(known.collect()),
                    ..Default::default()
                }
                .into()
            }
        }
    };
}

pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    use serde_json::json;

    open_enum! {
        /// For the test.
        Mood {
            /// Bad.
            Bad = -1,
            /// Good.
            Good = 2,
        }
    }

    #[test]
    fn known_numbers_have_names_and_others_are_kept() {
        let moods: Vec<Mood> = serde_json::from_value(json!([2, 7, -1])).unwrap();
        assert_eq!(moods, [Mood::Good, Mood::Other(7), Mood::Bad]);
        assert_eq!(serde_json::to_value(&moods).unwrap(), json!([2, 7, -1]));
        let names: Vec<String> = moods.iter().map(Mood::to_string).collect();
        assert_eq!(names, ["Good", "7", "Bad"]);
        assert_eq!(Mood::Other(2), Mood::Good);
        assert_eq!(Mood::KNOWN, [Mood::Bad, Mood::Good]);
        assert_eq!(i64::from(Mood::Bad), -1);
    }
}
