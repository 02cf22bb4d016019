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
            calls,
            id,
        } = operation;
        begin.push(syn::parse_quote!(let #request = #calls;));
        let call: Expr = syn::parse_quote!(#functions::#name(#client, #request, #id).await);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A method as the generator writes it, with what comes before the request.
    fn operation(id: &str, answer: &str, decode: &str, headers: &str) -> String {
        format!(
            r#"
            impl<'a> Call<'a> {{
                pub async fn send(self) -> Result<ResponseValue<{answer}>, Error<types::Fault>> {{
                    let Self {{ client }} = self;
                    let url = format!("{{}}/notes", client.baseurl,);
                    {headers}
                    #[allow(unused_mut)]
                    let mut request = client
                        .client
                        .get(url)
                        .header(
                            ::reqwest::header::ACCEPT,
                            ::reqwest::header::HeaderValue::from_static("application/json",),
                        )
                        .headers(header_map)
                        .build()?;
                    let info = OperationInfo {{ operation_id: "{id}", }};
                    client.pre(&mut request, &info).await?;
                    let result = client.exec(request, &info).await;
                    client.post(&result, &info).await?;
                    let response = result?;
                    match response.status().as_u16() {{
                        200..=299 => {{ {decode} }}
                        400u16..=499u16 => {{
                            Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
                        }}
                        _ => Err(Error::UnexpectedResponse(response)),
                    }}
                }}
            }}
            "#
        )
    }

    const VERSION_ONLY: &str = r#"
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(super::Client::api_version()),
        );
    "#;
    const READ: &str = "ResponseValue::from_response(response).await";

    fn shared(operations: &[String]) -> String {
        let text = format!("pub mod builder {{ {} }}", operations.concat());
        let mut client: File = syn::parse_str(&text).unwrap();
        share(&mut client);
        prettyplease::unparse(&client)
    }

    #[test]
    fn operations_that_decode_alike_share_a_function() {
        let code = shared(&[
            operation("list_notes", "Vec<types::Note>", READ, VERSION_ONLY),
            operation("read_note", "types::Note", READ, VERSION_ONLY),
            operation(
                "delete_note",
                "()",
                "Ok(ResponseValue::empty(response))",
                VERSION_ONLY,
            ),
        ]);
        for call in [
            r#"super::exchange::typed(client, request, "list_notes").await"#,
            r#"super::exchange::typed(client, request, "read_note").await"#,
            r#"super::exchange::empty(client, request, "delete_note").await"#,
            "let request = client.client.get(url);",
        ] {
            assert!(code.contains(call), "{call}: {code}");
        }
        assert_eq!(code.matches("match response").count(), 2, "{code}");
        assert_eq!(code.matches("OperationInfo {").count(), 1, "{code}");
        assert!(!code.contains("header_map"), "{code}");
    }

    #[test]
    fn other_statuses_are_another_function() {
        let found = operation("read_note", "types::Note", READ, VERSION_ONLY);
        let made = operation("create_note", "types::Note", READ, VERSION_ONLY)
            .replace("200..=299", "201u16");
        let code = shared(&[found, made]);
        assert!(code.contains(r#"typed(client, request, "read_note")"#));
        assert!(code.contains(r#"typed_2(client, request, "create_note")"#));
        assert!(code.contains("201u16 => ResponseValue"), "{code}");
    }

    #[test]
    fn headers_of_the_operation_stay_with_it() {
        let traced = format!(
            "{} header_map.append(\"X-Trace\", x_trace.to_string().try_into()?);",
            VERSION_ONLY.replace("1usize", "2usize")
        );
        let code = shared(&[operation("read_note", "types::Note", READ, &traced)]);
        assert!(code.contains("let request = client.client.get(url).headers(header_map);"));
        assert!(code.contains("\"X-Trace\""), "{code}");
    }

    #[test]
    fn what_has_another_form_stays() {
        let upgrade = operation(
            "open_channel",
            "reqwest::Upgraded",
            "ResponseValue::upgrade(response).await",
            VERSION_ONLY,
        );
        let hooked = operation("read_note", "types::Note", READ, VERSION_ONLY)
            .replace("client.exec(", "client.exec_twice(");
        for other in [upgrade, hooked] {
            let text = format!("pub mod builder {{ {other} }}");
            let as_it_was = prettyplease::unparse(&syn::parse_str(&text).unwrap());
            assert_eq!(shared(&[other]), as_it_was);
        }
    }
}
