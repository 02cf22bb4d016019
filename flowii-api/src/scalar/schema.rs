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

#[cfg(test)]
mod tests {
    use schemars::schema_for;
    use serde_json::json;

    use super::*;
    use crate::types::PartnerType;

    #[test]
    fn schemas_say_what_is_read_and_written() {
        let schema = |schema| serde_json::to_value(schema).unwrap();
        assert_eq!(
            schema(schema_for!(Id))["type"],
            json!(["string", "integer"])
        );
        assert_eq!(schema(schema_for!(Content))["format"], "byte");
        assert_eq!(schema(schema_for!(UnixTime))["type"], "integer");
        assert_eq!(schema(schema_for!(PartnerType))["enum"], json!([1, 2]));
    }
}
