//! A mock that runs.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use secrecy::ExposeSecret as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::server::{self, Server};
use crate::{Access, Builder, SeenRequest, StartError};

/// A FLOWii that listens on loopback. It stops when it is [stopped](Self::stop) or dropped.
pub struct Mock {
    base_url: String,
    server: Arc<Server>,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<()>>,
}

impl Mock {
    /// Sets a mock up.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) async fn serve(server: Server) -> Result<Self, StartError> {
        let port = server.settings.port;
        let listener = TcpListener::bind(("127.0.0.1", port)).await;
        let listener = listener.map_err(|source| StartError::Listen { port, source })?;
        let address = listener.local_addr();
        let address = address.map_err(|source| StartError::Listen { port, source })?;
        let base_url = format!("http://{address}");
        let server = Arc::new(server.at(&base_url));
        server.keep_first_state().await?;
        let router: Router = server::router(Arc::clone(&server));
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            let stopped = async {
                // A mock that was dropped has nobody left to serve, either.
                let _ = stopped.await;
            };
            // The listener of this machine does not fail; a connection that does is closed.
            let _ = axum::serve(listener, router)
                .with_graceful_shutdown(stopped)
                .await;
        });
        Ok(Self {
            base_url,
            server,
            stop: Some(stop),
            running: Some(running),
        })
    }

    /// Where it listens, for example `http://127.0.0.1:40123`. Paths are appended to it.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What a program needs to log in as the first user, for that user's first company.
    pub fn access(&self) -> Access {
        self.server.doorkeeper.first_access()
    }

    /// The same with the address, as the environment variables that flowii-auth reads. The key and
    /// the password are among them.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let access = self.access();
        vec![
            ("FLOWII_API_URL", self.base_url.clone()),
            ("FLOWII_API_KEY", access.api_key.expose_secret().to_owned()),
            ("FLOWII_USERNAME", access.username),
            (
                "FLOWII_PASSWORD",
                access.password.expose_secret().to_owned(),
            ),
            ("FLOWII_COMPANY_ID", access.company_id.to_string()),
        ]
    }

    /// The requests that it has seen, the oldest first; the last thousand of them.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.server.log.requests()
    }

    /// Takes no more calls, answers those that are under way, and ends.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(running) = self.running.take() {
            let _ = running.await;
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Mock")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}
