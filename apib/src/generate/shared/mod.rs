//! Functions for what the generator writes out in each operation.
//!
//! The compiler checks every line of a client, and lines that stand in each operation are most of
//! them: what is done with a request and its answer, and how a value becomes a parameter. Here they
//! become functions that the operations call. What an operation takes, sends and gives stays as it
//! is, and code in a form that is not known here stays where it is.
//!
//! - [`exchange`]: from the request to the typed answer, in `mod exchange`.
//! - [`setter`]: from a given value to a field of a builder, in `mod setter`.

use quote::ToTokens;
use syn::{File, ImplItem, ImplItemFn, Item};

mod exchange;
mod setter;

/// Lets the operations of a client share what they have in common.
pub(super) fn share(client: &mut File) {
    setter::share(client);
    exchange::share(client);
}

/// The items of a module within `items`.
fn module<'i>(items: &'i mut [Item], name: &str) -> Option<&'i mut Vec<Item>> {
    items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => Some(&mut module.content.as_mut()?.1),
        _ => None,
    })
}

/// The methods of all implementations in `items`, without those in modules.
fn methods(items: &mut [Item]) -> impl Iterator<Item = &mut ImplItemFn> {
    let implementations = items.iter_mut().filter_map(|item| match item {
        Item::Impl(item) => Some(&mut item.items),
        _ => None,
    });
    implementations.flatten().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    })
}

/// Whether two pieces of code are the same, but for commas at ends.
fn same(left: &impl ToTokens, right: &impl ToTokens) -> bool {
    spelled(left) == spelled(right)
}

/// Code as text, without commas at ends.
fn spelled(code: &impl ToTokens) -> String {
    let text = code.to_token_stream().to_string();
    let text = text.replace(" ,)", ")").replace(" , }", " }");
    let text = text.replace(" , >", " >");
    text.trim_end_matches(" ,").to_owned()
}
