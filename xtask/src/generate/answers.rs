//! What the generated methods take and give, read from the generated code itself.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{
    File, GenericArgument, ImplItem, Item, ItemImpl, ItemMod, PathArguments, ReturnType, Type,
};

/// The types of one generated method, as the code spells them: `types::Partner`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypedOperation {
    /// The name of its builder.
    pub(super) builder: String,
    /// The type of a successful answer.
    pub(super) answer: String,
    /// The type of the request body, if the method takes one.
    pub(super) body: Option<String>,
}

/// The types of every method of the client, by the method's name.
pub(super) fn typed_operations(client: &File) -> BTreeMap<String, TypedOperation> {
    let builders = builders(client);
    let mut typed = BTreeMap::new();
    for item in impls_of(&client.items, "Client") {
        for method in methods(item) {
            let builder = match &method.sig.output {
                ReturnType::Type(_, output) => last_segment(output),
                ReturnType::Default => None,
            };
            if let Some(operation) = builder.and_then(|name| builders.get(&name)) {
                typed.insert(method.sig.ident.to_string(), operation.clone());
            }
        }
    }
    typed
}

/// The types of each builder in `mod builder`, by the builder's name.
fn builders(client: &File) -> BTreeMap<String, TypedOperation> {
    let mut builders = BTreeMap::new();
    let items = modules(client).find(|module| module.ident == "builder");
    for item in items
        .and_then(|module| module.content.as_ref())
        .map(|(_, items)| items)
        .into_iter()
        .flatten()
    {
        let Item::Impl(item) = item else {
            continue;
        };
        let Some(name) = last_segment(&item.self_ty) else {
            continue;
        };
        let answer = methods(item)
            .find(|method| method.sig.ident == "send")
            .and_then(|send| match &send.sig.output {
                // Result<ResponseValue<Answer>, Error<..>>
                ReturnType::Type(_, output) => first_argument(&first_argument(output)?),
                ReturnType::Default => None,
            });
        let Some(answer) = answer else {
            continue;
        };
        let operation = TypedOperation {
            builder: name.clone(),
            answer: spelled(&answer),
            body: body(client, &name),
        };
        builders.insert(name, operation);
    }
    builders
}

/// The type of the field `body` of a builder: `Result<types::builder::NewPartner, String>` or,
/// where the body is no record, `Result<types::NewPartner, String>`.
fn body(client: &File, builder: &str) -> Option<String> {
    let module = modules(client).find(|module| module.ident == "builder")?;
    let (_, items) = module.content.as_ref()?;
    let fields = items.iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == builder => Some(&item.fields),
        _ => None,
    })?;
    let field = fields
        .iter()
        .find(|field| field.ident.as_ref().is_some_and(|name| name == "body"))?;
    let body = first_argument(&field.ty)?;
    Some(spelled(&body).replace("types::builder::", "types::"))
}

fn modules(client: &File) -> impl Iterator<Item = &ItemMod> {
    client.items.iter().filter_map(|item| match item {
        Item::Mod(module) => Some(module),
        _ => None,
    })
}

fn impls_of<'f>(items: &'f [Item], name: &'f str) -> impl Iterator<Item = &'f ItemImpl> {
    items.iter().filter_map(move |item| match item {
        Item::Impl(item) if last_segment(&item.self_ty).is_some_and(|own| own == name) => {
            Some(item)
        }
        _ => None,
    })
}

fn methods(item: &ItemImpl) -> impl Iterator<Item = &syn::ImplItemFn> {
    item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    })
}

fn last_segment(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

fn first_argument(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    })
}

fn spelled(ty: &Type) -> String {
    ty.to_token_stream()
        .to_string()
        .replace(' ', "")
        .replace(",>", ">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_from_the_builders() {
        let client: File = syn::parse_quote! {
            impl Client {
                pub fn baseurl(&self) -> &String { &self.baseurl }
                pub fn create_partner(&self) -> builder::CreatePartner<'_> { builder::CreatePartner::new(self) }
            }
            pub mod builder {
                pub struct CreatePartner<'a> {
                    client: &'a super::Client,
                    body: Result<types::builder::CreatePartnerBody, String>,
                }
                impl<'a> CreatePartner<'a> {
                    pub async fn send(self) -> Result<ResponseValue<::std::vec::Vec<types::Partner>>, Error<()>> {}
                }
            }
        };
        let expected = TypedOperation {
            builder: "CreatePartner".to_owned(),
            answer: "::std::vec::Vec<types::Partner>".to_owned(),
            body: Some("types::CreatePartnerBody".to_owned()),
        };
        assert_eq!(
            typed_operations(&client),
            BTreeMap::from([("create_partner".to_owned(), expected)])
        );
    }
}
