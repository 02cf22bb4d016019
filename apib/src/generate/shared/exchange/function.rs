//! The functions of `mod exchange`.

use syn::{Expr, Ident, Item, Type, parse_quote};

/// What is done with a request, and how its answer is decoded.
pub(super) struct Exchange {
    /// Whether JSON is asked for.
    pub(super) accept_json: bool,
    /// The answer's name in `decode`.
    pub(super) response: Ident,
    /// From the answer to what the operation gives: a `match` over statuses.
    pub(super) decode: Expr,
    /// What a success is read into.
    pub(super) answer: Reading,
    /// What a failure is read into.
    pub(super) error: Reading,
}

/// What a body is read into.
pub(super) enum Reading {
    /// A type that each operation has of its own.
    Typed,
    Empty,
    /// Bytes as they come.
    Stream,
}

impl Exchange {
    /// What the function is called, if no other one is called so.
    pub(super) fn name(&self) -> &'static str {
        match &self.answer {
            Reading::Typed => "typed",
            Reading::Empty => "empty",
            Reading::Stream => "stream",
        }
    }

    /// The function.
    pub(super) fn function(&self, name: &Ident) -> Item {
        let Self {
            accept_json,
            response,
            decode,
            answer,
            error,
        } = self;
        let documentation = match answer {
            Reading::Typed => " An answer whose body is read into a type.",
            Reading::Empty => " An answer without a body.",
            Reading::Stream => " An answer whose body is left to be read piece by piece.",
        };
        let (answer, of_answer) = answer.parameter(&parse_quote!(T));
        let (error, of_error) = error.parameter(&parse_quote!(E));
        let parameters = of_answer.into_iter().chain(of_error);
        let accept: Expr = if *accept_json {
            parse_quote!(Some("application/json"))
        } else {
            parse_quote!(None)
        };
        parse_quote! {
            #[doc = #documentation]
            pub(super) async fn #name<#(#parameters: ::serde::de::DeserializeOwned),*>(
                client: &super::Client,
                request: ::reqwest::RequestBuilder,
                operation_id: &'static str,
            ) -> Result<ResponseValue<#answer>, Error<#error>> {
                let #response = send(client, request, operation_id, #accept).await?;
                #decode
            }
        }
    }
}

impl Reading {
    /// The type, and the type parameter that it is, if it is one.
    fn parameter(&self, name: &Ident) -> (Type, Option<Ident>) {
        match self {
            Self::Typed => (parse_quote!(#name), Some(name.clone())),
            Self::Empty => (parse_quote!(()), None),
            Self::Stream => (parse_quote!(ByteStream), None),
        }
    }
}

/// What each of the functions calls.
///
/// The generator sets these two headers in each operation, and what the operation's own
/// parameters say takes the place of the first one.
pub(super) fn send() -> Item {
    parse_quote! {
        /// Builds the request, gives it the headers that any request has, and sends it as the
        /// hooks say.
        async fn send<E>(
            client: &super::Client,
            request: ::reqwest::RequestBuilder,
            operation_id: &'static str,
            accept: Option<&'static str>,
        ) -> Result<::reqwest::Response, Error<E>> {
            let mut request = request.build()?;
            let headers = request.headers_mut();
            if let Some(accept) = accept {
                headers
                    .entry(::reqwest::header::ACCEPT)
                    .or_insert(::reqwest::header::HeaderValue::from_static(accept));
            }
            headers
                .entry("api-version")
                .or_insert(
                    ::reqwest::header::HeaderValue::from_static(super::Client::api_version()),
                );
            let info = OperationInfo { operation_id };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            Ok(result?)
        }
    }
}
