//! Names in Rust.

use heck::ToSnakeCase;

/// The name of the field for a property: `ic-dph` is `ic_dph`, `type` is `type_`.
pub(super) fn field_name(property: &str) -> String {
    let name = property.to_snake_case();
    if syn::parse_str::<syn::Ident>(&name).is_ok() {
        name
    } else {
        name + "_"
    }
}

/// The name of the module for a group: `Business Cases` is `business_cases`.
pub(super) fn module_name(group: &str) -> String {
    group.to_snake_case()
}

#[cfg(test)]
mod tests {
    use super::field_name;

    #[test]
    fn words_of_the_language_get_an_underscore() {
        assert_eq!(field_name("ic-dph"), "ic_dph");
        assert_eq!(field_name("type"), "type_");
    }
}
