//! What the generated methods take and give, read from the generated code itself.

use std::collections::BTreeMap;
use std::fmt;

use quote::ToTokens;
use syn::{
    File, FnArg, GenericArgument, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, Pat,
    PathArguments, ReturnType, Type,
};

use crate::codegen::Lowered;

/// A generated client.
#[derive(Clone)]
pub struct Client {
    /// The code, as a tree that can be changed before it is written.
    pub syntax: File,
    /// Its operations, by the names of their methods.
    pub operations: BTreeMap<String, TypedOperation>,
}

impl Client {
    /// The code as text, formatted the same on every machine.
    pub fn code(&self) -> String {
        prettyplease::unparse(&self.syntax)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The tree does not show itself, and would be a hundred pages.
        f.debug_struct("Client")
            .field("operations", &self.operations)
            .finish_non_exhaustive()
    }
}

/// The types of one generated method, as the code spells them: `types::Note`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedOperation {
    /// The name of its builder; none in positional style.
    pub builder: Option<String>,
    /// The trait that the method is in, if it is not the client's own.
    pub extension: Option<String>,
    /// The type of a successful answer.
    pub answer: String,
    /// The type of the request body, if the method takes one.
    pub body: Option<String>,
    /// What has to be given, in order, without the body: names and types.
    pub parameters: Vec<(String, String)>,
}

impl TypedOperation {
    /// Whether a parameter may be left out.
    pub(super) fn is_optional(ty: &str) -> bool {
        ty.starts_with("Option<") || ty.starts_with("::std::option::Option<")
    }
}

/// The types of every method of the client, by the method's name.
pub(super) fn typed_operations(client: &File) -> BTreeMap<String, TypedOperation> {
    let builders = builders(client);
    let mut typed = BTreeMap::new();
    for item in impls_of(&client.items, "Client") {
        let extension = item
            .trait_
            .as_ref()
            .and_then(|(path, _)| Some(path.segments.last()?.ident.to_string()));
        for method in methods(item) {
            let operation = if method.sig.asyncness.is_some() {
                positional(method)
            } else {
                let ReturnType::Type(_, output) = &method.sig.output else {
                    continue;
                };
                last_segment(output).and_then(|name| builders.get(&name).cloned())
            };
            if let Some(operation) = operation {
                let extension = extension.clone();
                typed.insert(
                    method.sig.ident.to_string(),
                    TypedOperation {
                        extension,
                        ..operation
                    },
                );
            }
        }
    }
    typed
}

/// The types of a method in positional style.
fn positional(method: &ImplItemFn) -> Option<TypedOperation> {
    let mut operation = TypedOperation {
        answer: answer(method)?,
        ..TypedOperation::default()
    };
    for input in &method.sig.inputs {
        let FnArg::Typed(input) = input else {
            continue;
        };
        let Pat::Ident(name) = &*input.pat else {
            continue;
        };
        if name.ident == "body" {
            operation.body = Some(spelled(&input.ty));
        }
        let parameter = (name.ident.to_string(), spelled(&input.ty));
        operation.parameters.push(parameter);
    }
    Some(operation)
}

/// Decides what an argument called `body` is, which until then is both: the request body where an
/// operation has one, whose type is told without a borrow, else a parameter.
pub(super) fn settle_bodies(operations: &mut BTreeMap<String, TypedOperation>, lowered: &Lowered) {
    for operation in &lowered.operations {
        let Some(typed) = operations.get_mut(&operation.operation_id) else {
            continue;
        };
        let body = typed.body.take();
        if operation.content_type.is_some() {
            typed.body = body.map(|ty| ty.trim_start_matches('&').to_owned());
            typed.parameters.retain(|(name, _)| name != "body");
        }
    }
}

/// The types of each builder in `mod builder`, by the builder's name.
fn builders(client: &File) -> BTreeMap<String, TypedOperation> {
    let module = modules(client).find(|module| module.ident == "builder");
    let items = module
        .and_then(|module| module.content.as_ref())
        .map_or(&[][..], |(_, items)| items);
    let mut fields: BTreeMap<String, Vec<(String, Type)>> = BTreeMap::new();
    for item in items {
        if let Item::Struct(item) = item {
            let own = item.fields.iter().filter_map(|field| {
                let name = field.ident.as_ref()?.to_string();
                Some((name, field.ty.clone()))
            });
            fields.insert(item.ident.to_string(), own.collect());
        }
    }
    let mut builders = BTreeMap::new();
    for item in items {
        let Item::Impl(item) = item else {
            continue;
        };
        let Some(name) = last_segment(&item.self_ty) else {
            continue;
        };
        let send = methods(item).find(|method| method.sig.ident == "send");
        let Some(answer) = send.and_then(answer) else {
            continue;
        };
        let mut operation = TypedOperation {
            builder: Some(name.clone()),
            answer,
            ..TypedOperation::default()
        };
        for (field, ty) in fields.get(&name).into_iter().flatten() {
            // Each is a `Result<.., String>`, since a setter may have been given a wrong value.
            let Some(ty) = first_argument(ty) else {
                // The client itself, whose field has another name where a parameter has this one.
                continue;
            };
            if field == "body" {
                // `types::builder::NewNote` or, where the body is no record, `types::NewNote`.
                operation.body = Some(spelled(&ty).replace("types::builder::", "types::"));
            }
            operation.parameters.push((field.clone(), spelled(&ty)));
        }
        builders.insert(name, operation);
    }
    builders
}

/// The answer of a method that gives `Result<ResponseValue<Answer>, Error<..>>`.
fn answer(method: &ImplItemFn) -> Option<String> {
    let ReturnType::Type(_, output) = &method.sig.output else {
        return None;
    };
    let result = first_argument(output)?;
    if last_segment(&result)? != "ResponseValue" {
        return None;
    }
    Some(spelled(&first_argument(&result)?))
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

fn methods(item: &ItemImpl) -> impl Iterator<Item = &ImplItemFn> {
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
    type_arguments(ty).into_iter().next()
}

/// The types in the angle brackets of a type.
pub(super) fn type_arguments(ty: &Type) -> Vec<Type> {
    let Type::Path(path) = ty else {
        return Vec::new();
    };
    let last = path.path.segments.last();
    let Some(PathArguments::AngleBracketed(arguments)) = last.map(|last| &last.arguments) else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    types.collect()
}

fn spelled(ty: &Type) -> String {
    ty.to_token_stream()
        .to_string()
        .replace(' ', "")
        .replace(",>", ">")
        .replace("&'a", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::{LoweredOperation, Response};

    /// The operations of a client whose document has this one.
    fn settled(
        client: &File,
        id: &str,
        content_type: Option<&str>,
    ) -> BTreeMap<String, TypedOperation> {
        let operation = LoweredOperation {
            operation_id: id.to_owned(),
            method: "POST".to_owned(),
            path: "/notes".to_owned(),
            tag: None,
            accept: None,
            content_type: content_type.map(str::to_owned),
            response: Response::Json,
        };
        let lowered = Lowered {
            document: serde_json::Value::Null,
            operations: vec![operation],
            diagnostics: Vec::new(),
        };
        let mut operations = typed_operations(client);
        settle_bodies(&mut operations, &lowered);
        operations
    }

    #[test]
    fn types_are_read_from_the_builders() {
        let client: File = syn::parse_quote! {
            impl Client {
                pub fn baseurl(&self) -> &String { &self.baseurl }
            }
            impl ClientNotesExt for Client {
                fn create_note(&self) -> builder::CreateNote<'_> { builder::CreateNote::new(self) }
            }
            pub mod builder {
                pub struct CreateNote<'a> {
                    client: &'a super::Client,
                    list: Result<::std::string::String, String>,
                    body: Result<types::builder::CreateNoteBody, String>,
                }
                impl<'a> CreateNote<'a> {
                    pub async fn send(self) -> Result<ResponseValue<::std::vec::Vec<types::Note>>, Error<()>> {}
                }
            }
        };
        let expected = TypedOperation {
            builder: Some("CreateNote".to_owned()),
            extension: Some("ClientNotesExt".to_owned()),
            answer: "::std::vec::Vec<types::Note>".to_owned(),
            body: Some("types::CreateNoteBody".to_owned()),
            parameters: vec![("list".to_owned(), "::std::string::String".to_owned())],
        };
        assert_eq!(
            settled(&client, "create_note", Some("application/json")),
            BTreeMap::from([("create_note".to_owned(), expected)])
        );
    }

    #[test]
    fn types_are_read_from_positional_methods() {
        let client: File = syn::parse_quote! {
            impl Client {
                pub async fn change_note<'a>(
                    &'a self,
                    id: &'a str,
                    page: Option<i64>,
                    body: &'a types::Note,
                ) -> Result<ResponseValue<types::Note>, Error<()>> {}
            }
        };
        let expected = TypedOperation {
            answer: "types::Note".to_owned(),
            body: Some("types::Note".to_owned()),
            parameters: vec![
                ("id".to_owned(), "&str".to_owned()),
                ("page".to_owned(), "Option<i64>".to_owned()),
            ],
            ..TypedOperation::default()
        };
        assert_eq!(
            settled(&client, "change_note", Some("application/json")),
            BTreeMap::from([("change_note".to_owned(), expected)])
        );
    }

    #[test]
    fn a_parameter_may_be_called_body() {
        let client: File = syn::parse_quote! {
            impl Client {
                pub async fn find_note<'a>(
                    &'a self,
                    body: &'a str,
                    client: Option<&'a str>,
                ) -> Result<ResponseValue<types::Note>, Error<()>> {}
            }
        };
        let found = &settled(&client, "find_note", None)["find_note"];
        assert_eq!(found.body, None);
        let names: Vec<_> = found.parameters.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["body", "client"]);
    }
}
