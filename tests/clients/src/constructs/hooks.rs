//! What happens around each call.

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};

use super::{Client, Error, wire};

impl ClientHooks<()> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        wire::restore_headers(request.headers_mut(), info);
        Ok(())
    }

    async fn exec(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        let response = self.client().execute(request).await?;
        wire::settle(response, info).await
    }
}
