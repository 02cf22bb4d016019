//! Where the generated client hands its requests to the transport.

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};

use crate::company::name_company;
use crate::transport::{carried, refusal, stow};
use crate::{Client, Error, Operation, TransportHandle, answer};

/// What errors are asked for in where the operation itself answers nothing.
const JSON_API: &str = "application/vnd.api+json";

/// Added by the generated code to say which description it was made from; FLOWii knows no such
/// header.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

impl ClientHooks<TransportHandle> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        // Methods and table are generated together, so the operation is always there; were it not,
        // the call must not go out with wrong media types.
        let operation = Operation::find(info.operation_id).ok_or_else(|| {
            Error::Custom(format!(
                "the table of operations lacks {}; run `cargo xtask gen`",
                info.operation_id
            ))
        })?;
        restore_headers(request.headers_mut(), operation);
        if operation.company_id {
            name_company(request, self.inner().company_id())
                .map_err(|missing| refusal(missing.into()))?;
        }
        self.inner()
            .prepare(request, operation)
            .await
            .map_err(refusal)
    }

    async fn exec(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        let Some(operation) = Operation::find(info.operation_id) else {
            return self.client().execute(request).await;
        };
        match self
            .inner()
            .execute(self.client(), request, operation)
            .await
        {
            Ok(response) => answer::settle(response, operation).await,
            Err(error) => Err(stow(error).await),
        }
    }

    async fn post<E>(
        &self,
        result: &reqwest::Result<reqwest::Response>,
        _info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        let error = result.as_ref().err().and_then(carried);
        error.map_or(Ok(()), Err)
    }
}

fn restore_headers(headers: &mut HeaderMap, operation: &Operation) {
    headers.remove(API_VERSION);
    headers.insert(
        ACCEPT,
        HeaderValue::from_static(operation.accept.unwrap_or(JSON_API)),
    );
    if let Some(content_type) = operation.content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
}
