//! Setters: from a given value to a field of a builder.

use quote::quote;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Expr, ExprClosure, ExprLit, File, ImplItemFn, Item, Lit, LitStr, Pat, Path, Stmt, Token,
};

use super::{methods, module, same};

/// Lets the setters of all builders convert with the functions of `mod setter`.
///
/// The generator writes the conversion with its failure into each of them; as a closure that the
/// compiler checks for each parameter of each operation, it costs more than the setter.
pub(super) fn share(client: &mut File) {
    let mut used = Used::default();
    if let Some(builders) = module(&mut client.items, "builder") {
        for method in methods(builders) {
            used.add(convert(method, &syn::parse_quote!(super::setter)));
        }
    }
    let records = module(&mut client.items, "types").and_then(|types| module(types, "builder"));
    if let Some(records) = records {
        for method in methods(records) {
            used.add(convert(method, &syn::parse_quote!(super::super::setter)));
        }
    }
    client.items.extend(used.module());
}

/// How a failed conversion is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failure {
    /// In the words of the setter alone.
    Plain,
    /// With the conversion's own words behind them.
    Explained,
}

/// The functions that setters call.
#[derive(Default)]
struct Used {
    plain: bool,
    explained: bool,
}

impl Used {
    fn add(&mut self, failure: Option<Failure>) {
        self.plain |= failure == Some(Failure::Plain);
        self.explained |= failure == Some(Failure::Explained);
    }

    fn module(&self) -> Option<Item> {
        let plain = self.plain.then(|| {
            quote! {
                /// The value, or why it cannot be had.
                pub(super) fn convert<T, V>(value: V, failure: &str) -> Result<T, String>
                where
                    V: ::std::convert::TryInto<T>,
                {
                    value.try_into().map_err(|_| failure.to_string())
                }
            }
        });
        let explained = self.explained.then(|| {
            quote! {
                /// The value, or why it cannot be had, in the words of its type as well.
                pub(super) fn convert_explained<T, V>(value: V, failure: &str) -> Result<T, String>
                where
                    V: ::std::convert::TryInto<T>,
                    V::Error: ::std::fmt::Display,
                {
                    value.try_into().map_err(|error| format!("{failure}: {error}"))
                }
            }
        });
        (self.plain || self.explained).then(|| {
            syn::parse_quote! {
                /// What the setters of builders have in common.
                mod setter {
                    #plain
                    #explained
                }
            }
        })
    }
}

/// Lets a setter call a function in `functions` in place of its own conversion, if it has one:
///
/// ```text
/// self.id = value.try_into().map(Some).map_err(|_| "no id".to_string());
/// self.id = super::setter::convert(value, "no id").map(Some);
/// ```
fn convert(method: &mut ImplItemFn, functions: &Path) -> Option<Failure> {
    let Some(Stmt::Expr(Expr::Assign(assignment), Some(_))) = method.block.stmts.first_mut() else {
        return None;
    };
    // The calls on the value, the last one first.
    let mut calls = Vec::new();
    let mut expression = &*assignment.right;
    while let Expr::MethodCall(call) = expression {
        calls.push(call);
        expression = &call.receiver;
    }
    let value = expression;
    let first = calls.pop()?;
    if first.method != "try_into" {
        return None;
    }
    let place = calls.iter().position(|call| call.method == "map_err")?;
    let (words, failure) = match calls.remove(place).args.first()? {
        Expr::Closure(closure) => words(closure)?,
        _ => return None,
    };
    let function: Path = match failure {
        Failure::Plain => syn::parse_quote!(#functions::convert),
        Failure::Explained => syn::parse_quote!(#functions::convert_explained),
    };
    let mut converted: Expr = syn::parse_quote!(#function(#value, #words));
    // Whatever happens to the value happens in the same order; the failure is not touched by it.
    for call in calls.iter().rev() {
        let (name, arguments) = (&call.method, &call.args);
        converted = syn::parse_quote!(#converted.#name(#arguments));
    }
    *assignment.right = converted;
    Some(failure)
}

/// What a closure makes of an error, if it is a plain text or one with the error behind it.
fn words(closure: &ExprClosure) -> Option<(LitStr, Failure)> {
    let error = closure.inputs.first()?;
    match &*closure.body {
        Expr::MethodCall(call) if call.method == "to_string" => match &*call.receiver {
            Expr::Lit(ExprLit {
                lit: Lit::Str(words),
                ..
            }) => Some((words.clone(), Failure::Plain)),
            _ => None,
        },
        Expr::Macro(formatted) if formatted.mac.path.is_ident("format") => {
            let Pat::Ident(error) = error else {
                return None;
            };
            let error = &error.ident;
            let parts = formatted
                .mac
                .parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
                .ok()?;
            let mut parts = parts.iter();
            let Some(Expr::Lit(ExprLit {
                lit: Lit::Str(format),
                ..
            })) = parts.next()
            else {
                return None;
            };
            let format = format.value();
            let words = match (parts.next(), parts.next()) {
                (None, None) => format.strip_suffix(&format!(": {{{error}}}")),
                (Some(only), None) if same(only, error) => format.strip_suffix(": {}"),
                _ => None,
            };
            let words = words.filter(|words| !words.contains(['{', '}']))?;
            let words = LitStr::new(words, formatted.mac.path.span());
            Some((words, Failure::Explained))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(right: Expr) -> String {
        let mut method: ImplItemFn = syn::parse_quote! {
            pub fn id<V>(mut self, value: V) -> Self {
                self.id = #right;
                self
            }
        };
        convert(&mut method, &syn::parse_quote!(setter));
        let Stmt::Expr(Expr::Assign(assignment), _) = &method.block.stmts[0] else {
            panic!("the first statement sets the field");
        };
        super::super::spelled(&assignment.right).replace(' ', "")
    }

    #[test]
    fn conversions_become_calls() {
        let plain = converted(syn::parse_quote!(
            value.try_into().map(Some).map_err(|_| "no id".to_string())
        ));
        assert_eq!(plain, r#"setter::convert(value,"noid").map(Some)"#);
        let body = converted(syn::parse_quote!(
            value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("no body: {}", s))
        ));
        assert_eq!(
            body,
            r#"setter::convert_explained(value,"nobody").map(From::from)"#
        );
        let field = converted(syn::parse_quote!(
            value.try_into().map_err(|e| format!("no name: {e}"))
        ));
        assert_eq!(field, r#"setter::convert_explained(value,"noname")"#);
        let text = converted(syn::parse_quote!(
            value
                .try_into()
                .map_err(|_| "no text".to_string())
                .map(|v| v.into())
        ));
        assert_eq!(text, r#"setter::convert(value,"notext").map(|v|v.into())"#);
    }

    #[test]
    fn what_has_another_form_stays() {
        for right in [
            "value",
            "Ok(value)",
            "value.try_into()",
            "value.try_into().map_err(from)",
            "value.try_into().map_err(|e| format!(\"{e} and {e}: {e}\"))",
            "value.try_into().map_err(|e| format!(\"no id: {}\", e.code()))",
        ] {
            let right: Expr = syn::parse_str(right).unwrap();
            let before = super::super::spelled(&right).replace(' ', "");
            assert_eq!(converted(right), before);
        }
    }

    #[test]
    fn only_functions_that_are_called_are_written() {
        let mut client: File = syn::parse_quote! {
            pub mod builder {
                impl<'a> ReadNote<'a> {
                    pub fn id<V>(mut self, value: V) -> Self where V: TryInto<i64> {
                        self.id = value.try_into().map_err(|_| "no id".to_string());
                        self
                    }
                }
            }
        };
        share(&mut client);
        let code = super::super::spelled(&client);
        assert!(code.contains("super :: setter :: convert (value"), "{code}");
        assert!(code.contains("fn convert <"), "{code}");
        assert!(!code.contains("convert_explained"), "{code}");
    }
}
