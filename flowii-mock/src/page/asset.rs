//! A file that is built in, and how it is sent.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Response};

/// A file of a page.
#[derive(Debug)]
pub(crate) struct Asset {
    pub(super) media_type: &'static str,
    pub(super) bytes: &'static [u8],
    pub(super) coding: Coding,
    pub(super) policy: Policy,
}

/// How the bytes are stored, which is how they are sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Coding {
    Plain,
    /// Whatever a client accepts: every browser does, and `curl` has `--compressed`.
    Gzip,
}

/// What a page may load and do.
#[derive(Debug, Clone, Copy)]
pub(super) enum Policy {
    /// Files of this server, none of them inline.
    Own,
    /// The same, and the styles and small images that Swagger UI makes while it draws.
    Viewer,
}

impl Policy {
    const fn text(self) -> &'static str {
        match self {
            Self::Own => {
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                 connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            }
            Self::Viewer => {
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                 img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'none'"
            }
        }
    }
}

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

impl Asset {
    pub(super) fn response(&self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.bytes));
        let headers = response.headers_mut();
        let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
        set(CONTENT_TYPE, self.media_type);
        set(CONTENT_SECURITY_POLICY, self.policy.text());
        set(X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(REFERRER_POLICY, "no-referrer");
        set(CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
        // The next mock at this address may be another version.
        set(CACHE_CONTROL, "no-cache");
        if matches!(self.coding, Coding::Gzip) {
            set(CONTENT_ENCODING, "gzip");
        }
        response
    }
}
