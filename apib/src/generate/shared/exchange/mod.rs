//! Exchanges: from a request to its typed answer.

use std::collections::BTreeMap;

use quote::{ToTokens, format_ident};
use syn::{Expr, File, Ident, ImplItemFn, Item, Path, Stmt};

use super::{methods, module};
use crate::names::numbered;
use form::{Operation, Style};
use function::Exchange;

mod form;
mod function;

/// Lets all operations send with the functions of `mod exchange`: one for each form in which they
/// decode an answer, which are few.
///
/// A method of a builder then ends so, with the code that makes `request` before it:
///
/// ```text
/// super::exchange::typed(client, request, "read_note").await
/// ```
///
/// Together with the awaits, each of which is a state of the method's future, three fifths of the
/// method are gone.
pub(super) fn share(client: &mut File) {
    let mut functions = Functions::default();
    for method in methods(&mut client.items) {
        functions.take(method, &Style::positional());
    }
    if let Some(builders) = module(&mut client.items, "builder") {
        for method in methods(builders) {
            functions.take(method, &Style::builder());
        }
    }
    client.items.extend(functions.module());
}

/// The functions that stand for the ends of operations.
#[derive(Default)]
struct Functions {
    /// Their names, by what they do.
    names: BTreeMap<String, Ident>,
    items: Vec<Item>,
}

impl Functions {
    /// Moves the end of a method into a function, if it is an operation.
    fn take(&mut self, method: &mut ImplItemFn, style: &Style) {
        let Some((operation, exchange)) = Operation::split(method, style) else {
            return;
        };
        let name = self.name(&exchange);
        let functions: Path = style.functions();
        let Operation {
            mut begin,
            client,
            request,
            built,
            operation_id,
        } = operation;
        begin.push(syn::parse_quote!(let #request = #built;));
        let call: Expr =
            syn::parse_quote!(#functions::#name(#client, #request, #operation_id).await);
        begin.push(Stmt::Expr(call, None));
        method.block.stmts = begin;
    }

    /// The name of the function that does the same, which is written if there is none yet.
    fn name(&mut self, exchange: &Exchange) -> Ident {
        let key = exchange.function(&format_ident!("any"));
        let key = key.to_token_stream().to_string();
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let taken: Vec<&Ident> = self.names.values().collect();
        let name = numbered(exchange.name(), "_", |name| {
            !taken.iter().any(|taken| *taken == name)
        });
        let name = format_ident!("{name}");
        self.items.push(exchange.function(&name));
        self.names.insert(key, name.clone());
        name
    }

    fn module(self) -> Option<Item> {
        let (send, items) = (function::send(), self.items);
        (!items.is_empty()).then(|| {
            syn::parse_quote! {
                /// What operations have in common: from a request to its answer.
                mod exchange {
                    #[allow(unused_imports)]
                    use super::{
                        ByteStream, ClientHooks, ClientInfo, Error, OperationInfo, ResponseValue,
                    };

                    #(#items)*
                    #send
                }
            }
        })
    }
}
