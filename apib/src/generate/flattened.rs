//! Maps of further properties, which the builders demand although any record may be without them.

use std::collections::BTreeMap;

use syn::{Attribute, Expr, Fields, File, Ident, ImplItem, Item, ItemMod, Member, Stmt, Type};

/// Lets the builders of records start with an empty map of further properties.
///
/// The generator gives a builder no value for a field that is no `Option`, and refuses to build
/// the record without one; but this field stands for no property at all.
pub(super) fn begin_empty(client: &mut File) {
    let Some(types) = module(&mut client.items, "types") else {
        return;
    };
    let maps: BTreeMap<Ident, Ident> = types
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some((item.ident.clone(), flattened(&item.fields)?)),
            _ => None,
        })
        .collect();
    for item in module(types, "builder").into_iter().flatten() {
        let Item::Impl(item) = item else {
            continue;
        };
        let is_default = item.trait_.as_ref().is_some_and(|(path, _)| {
            let last = path.segments.last();
            last.is_some_and(|segment| segment.ident == "Default")
        });
        let Some(map) = name(&item.self_ty).and_then(|name| maps.get(name)) else {
            continue;
        };
        if !is_default {
            continue;
        }
        for method in &mut item.items {
            if let ImplItem::Fn(method) = method
                && let Some(Stmt::Expr(Expr::Struct(record), None)) = method.block.stmts.last_mut()
            {
                for field in &mut record.fields {
                    if matches!(&field.member, Member::Named(name) if name == map) {
                        field.expr = syn::parse_quote!(Ok(::std::default::Default::default()));
                    }
                }
            }
        }
    }
}

fn module<'i>(items: &'i mut [Item], name: &str) -> Option<&'i mut Vec<Item>> {
    items.iter_mut().find_map(|item| match item {
        Item::Mod(ItemMod {
            ident,
            content: Some((_, items)),
            ..
        }) if ident == name => Some(items),
        _ => None,
    })
}

/// The field into which serde puts what no other field has.
fn flattened(fields: &Fields) -> Option<Ident> {
    let field = fields
        .iter()
        .find(|field| field.attrs.iter().any(is_flatten))?;
    field.ident.clone()
}

fn is_flatten(attribute: &Attribute) -> bool {
    let mut flatten = false;
    if attribute.path().is_ident("serde") {
        // Other words of serde may have values, which end the reading; they never stand beside it.
        let _ = attribute.parse_nested_meta(|meta| {
            flatten |= meta.path.is_ident("flatten");
            Ok(())
        });
    }
    flatten
}

fn name(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => Some(&path.path.segments.last()?.ident),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    #[test]
    fn only_the_map_of_further_properties_begins_empty() {
        let mut client: File = syn::parse_quote! {
            pub mod types {
                pub struct Open {
                    pub extra: String,
                    #[serde(flatten)]
                    pub further: Map,
                }
                pub struct Plain { pub extra: String }
                pub mod builder {
                    impl Default for Open {
                        fn default() -> Self {
                            Self { extra: Err("no extra".to_string()), further: Err("no further".to_string()) }
                        }
                    }
                    impl Default for Plain {
                        fn default() -> Self {
                            Self { extra: Err("plain".to_string()) }
                        }
                    }
                }
            }
        };
        begin_empty(&mut client);
        let code = client.to_token_stream().to_string();
        assert!(
            code.contains("no extra") && code.contains("plain"),
            "{code}"
        );
        assert!(!code.contains("no further"), "{code}");
    }
}
