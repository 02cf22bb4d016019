//! The form in which the generator writes operations.

use syn::{
    Arm, Block, Expr, ExprMethodCall, Ident, ImplItemFn, LitStr, Pat, Path, ReturnType, Stmt, Type,
    parse_quote,
};

use super::function::{Exchange, Reading};
use crate::generate::operations::type_arguments;
use crate::generate::shared::same;

/// Where an operation is written.
pub(super) struct Style {
    client: Expr,
    /// The type of the client.
    of_client: Path,
    functions: Path,
}

impl Style {
    /// A method of the client.
    pub(super) fn positional() -> Self {
        Self {
            client: parse_quote!(self),
            of_client: parse_quote!(Self),
            functions: parse_quote!(exchange),
        }
    }

    /// The method `send` of a builder, in a module of its own.
    pub(super) fn builder() -> Self {
        Self {
            client: parse_quote!(client),
            of_client: parse_quote!(super::Client),
            functions: parse_quote!(super::exchange),
        }
    }

    /// The module of the functions.
    pub(super) fn functions(&self) -> Path {
        self.functions.clone()
    }
}

/// An operation without its end.
pub(super) struct Operation {
    /// What comes before the request: parameters are checked, the URL is made.
    pub(super) begin: Vec<Stmt>,
    pub(super) client: Expr,
    /// The request's name.
    pub(super) request: Ident,
    /// The calls that make the request, without the one that builds it.
    pub(super) calls: Expr,
    pub(super) id: LitStr,
}

impl Operation {
    /// The beginning and the end of a method, if it is an operation in the generator's form.
    pub(super) fn split(method: &ImplItemFn, style: &Style) -> Option<(Self, Exchange)> {
        let (begin, end) = method
            .block
            .stmts
            .split_at_checked(method.block.stmts.len().checked_sub(7)?)?;
        let [build, info, _, exec, _, receive, Stmt::Expr(decode, None)] = end else {
            return None;
        };
        let (request, mut calls) = definition(build)?;
        let (result, _) = definition(exec)?;
        let (response, _) = definition(receive)?;
        let id = operation_id(info)?;
        let client = &style.client;
        let expected: Block = parse_quote!({
            let info = OperationInfo { operation_id: #id };
            #client.pre(&mut #request, &info).await?;
            let #result = #client.exec(#request, &info).await;
            #client.post(&#result, &info).await?;
            let #response = #result?;
        });
        let as_expected = end[1..6]
            .iter()
            .zip(&expected.stmts)
            .all(|(stmt, expected)| same(stmt, expected));
        if !as_expected {
            return None;
        }

        let Expr::Try(tried) = calls else {
            return None;
        };
        calls = *tried.expr;
        let is_build = |call: &ExprMethodCall| call.method == "build" && call.args.is_empty();
        if !take_call(&mut calls, is_build) {
            return None;
        }
        let mut begin = begin.to_vec();
        drop_plain_headers(&mut begin, &mut calls, style);
        let accept: ExprMethodCall = parse_quote!(request.header(
            ::reqwest::header::ACCEPT,
            ::reqwest::header::HeaderValue::from_static("application/json")
        ));
        let accept_json = take_call(&mut calls, |call| {
            call.method == accept.method && same(&call.args, &accept.args)
        });

        let exchange = exchange(method, accept_json, response, decode)?;
        let operation = Self {
            begin,
            client: client.clone(),
            request,
            calls,
            id,
        };
        Some((operation, exchange))
    }
}

/// What a `let` defines, and as what.
fn definition(stmt: &Stmt) -> Option<(Ident, Expr)> {
    let Stmt::Local(local) = stmt else {
        return None;
    };
    let Pat::Ident(name) = &local.pat else {
        return None;
    };
    Some((name.ident.clone(), (*local.init.as_ref()?.expr).clone()))
}

/// The identifier in `let info = OperationInfo { operation_id: "read_note" };`.
fn operation_id(info: &Stmt) -> Option<LitStr> {
    let (_, Expr::Struct(info)) = definition(info)? else {
        return None;
    };
    match &info.fields.first()?.expr {
        Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(id) => Some(id.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Takes the last call that is meant out of a chain of calls, or says that there is none.
fn take_call(chain: &mut Expr, is_meant: impl Fn(&ExprMethodCall) -> bool) -> bool {
    let mut place = chain;
    loop {
        match place {
            Expr::MethodCall(call) if is_meant(call) => {
                *place = (*call.receiver).clone();
                return true;
            }
            Expr::MethodCall(call) => place = &mut call.receiver,
            Expr::Try(tried) => place = &mut tried.expr,
            _ => return false,
        }
    }
}

/// Drops the map of headers of an operation that has none of its own: there is only the version in
/// it, which `send` adds.
fn drop_plain_headers(begin: &mut Vec<Stmt>, calls: &mut Expr, style: &Style) {
    let client = &style.of_client;
    let plain: Block = parse_quote!({
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(#client::api_version())
        );
    });
    let Some(before) = begin.len().checked_sub(plain.stmts.len()) else {
        return;
    };
    let is_plain = begin[before..]
        .iter()
        .zip(&plain.stmts)
        .all(|(stmt, plain)| same(stmt, plain));
    let header_map: Expr = parse_quote!(header_map);
    let uses_map = |call: &ExprMethodCall| {
        call.method == "headers" && call.args.first().is_some_and(|map| same(map, &header_map))
    };
    if is_plain && take_call(calls, uses_map) {
        begin.truncate(before);
    }
}

fn exchange(
    method: &ImplItemFn,
    accept_json: bool,
    response: Ident,
    decode: &Expr,
) -> Option<Exchange> {
    let Expr::Match(statuses) = decode else {
        return None;
    };
    let reads = |body: &Expr| statuses.arms.iter().any(|arm| same(unblocked(arm), body));
    let answer_is_read = reads(&parse_quote!(ResponseValue::from_response(#response).await));
    let error_is_read = reads(&parse_quote!(Err(Error::ErrorResponse(
        ResponseValue::from_response(#response).await?
    ))));

    let ReturnType::Type(_, output) = &method.sig.output else {
        return None;
    };
    let result = type_arguments(output);
    let answer = type_arguments(result.first()?);
    let error = type_arguments(result.last()?);
    Some(Exchange {
        accept_json,
        response,
        decode: decode.clone(),
        answer: reading(answer_is_read, answer.first()?)?,
        error: reading(error_is_read, error.first()?)?,
    })
}

/// What a body is read into, if it is known here.
fn reading(is_read: bool, ty: &Type) -> Option<Reading> {
    if is_read {
        return Some(Reading::Typed);
    }
    if same(ty, &parse_quote!(()) as &Type) {
        return Some(Reading::Empty);
    }
    same(ty, &parse_quote!(ByteStream) as &Type).then_some(Reading::Stream)
}

/// What an arm gives, without braces around it.
fn unblocked(arm: &Arm) -> &Expr {
    match &*arm.body {
        Expr::Block(block) => match &block.block.stmts[..] {
            [Stmt::Expr(only, None)] => only,
            _ => &arm.body,
        },
        other => other,
    }
}
