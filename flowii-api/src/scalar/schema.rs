//! What the scalar types read and write, as JSON Schema.

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{InstanceType, Schema, SchemaObject};

use super::{Content, Id, IdList, UnixTime};

macro_rules! schemas {
    ($($type:ident: $kinds:expr, $format:expr;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> String {
                stringify!($type).to_owned()
            }

            fn is_referenceable() -> bool {
                false
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let format: Option<&str> = $format;
                SchemaObject {
                    instance_type: Some($kinds.into()),
                    format: format.map(str::to_owned),
                    ..SchemaObject::default()
                }
                .into()
            }
        }
    )*};
}

schemas! {
    Content: InstanceType::String, Some("byte");
    Id: vec![InstanceType::String, InstanceType::Integer], None;
    IdList: InstanceType::String, None;
    UnixTime: InstanceType::Integer, Some("unix-time");
}
