//! The files, by their paths.

use super::asset::{Asset, Coding, Policy};

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const TEXT: &str = "text/plain; charset=utf-8";

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../../page/", $name))
    };
}

/// The page itself.
pub(super) static INDEX: Asset = own(HTML, file!("index.html"));

/// What it loads, and the API reference.
pub(super) static ASSETS: [(&str, Asset); 17] = [
    ("/_mock/page/style.css", own(CSS, file!("style.css"))),
    ("/_mock/page/index.css", own(CSS, file!("index.css"))),
    ("/_mock/page/icon.svg", own(SVG, file!("icon.svg"))),
    ("/_mock/page/index.js", own(JAVASCRIPT, file!("index.js"))),
    ("/_mock/page/read.js", own(JAVASCRIPT, file!("read.js"))),
    (
        "/_mock/page/requests.js",
        own(JAVASCRIPT, file!("requests.js")),
    ),
    ("/_mock/page/state.js", own(JAVASCRIPT, file!("state.js"))),
    ("/_mock/page/json.js", own(JAVASCRIPT, file!("json.js"))),
    (
        "/_mock/page/operations.js",
        own(JAVASCRIPT, file!("operations.js")),
    ),
    ("/_mock/reference/", viewer(HTML, file!("reference.html"))),
    (
        "/_mock/page/reference.css",
        own(CSS, file!("reference.css")),
    ),
    (
        "/_mock/page/reference.js",
        own(JAVASCRIPT, file!("reference.js")),
    ),
    (
        "/_mock/page/plugins.js",
        own(JAVASCRIPT, file!("plugins.js")),
    ),
    (
        "/_mock/swagger-ui/swagger-ui-bundle.js",
        compressed(JAVASCRIPT, file!("swagger-ui/dist/swagger-ui-bundle.js.gz")),
    ),
    (
        "/_mock/swagger-ui/swagger-ui.css",
        compressed(CSS, file!("swagger-ui/dist/swagger-ui.css.gz")),
    ),
    (
        "/_mock/swagger-ui/LICENSE",
        own(TEXT, file!("swagger-ui/dist/LICENSE")),
    ),
    (
        // Where the first line of the bundle says that it is.
        "/_mock/swagger-ui/swagger-ui-bundle.js.LICENSE.txt",
        own(
            TEXT,
            file!("swagger-ui/dist/swagger-ui-bundle.js.LICENSE.txt"),
        ),
    ),
];

const fn own(media_type: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        media_type,
        bytes,
        coding: Coding::Plain,
        policy: Policy::Own,
    }
}

const fn viewer(media_type: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        policy: Policy::Viewer,
        ..own(media_type, bytes)
    }
}

const fn compressed(media_type: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        coding: Coding::Gzip,
        ..own(media_type, bytes)
    }
}
