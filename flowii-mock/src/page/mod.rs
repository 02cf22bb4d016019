//! What a browser sees: the page at `/`, the API reference, and the files that they load.
//!
//! Everything is built in and comes from this server; no page asks any other.

mod asset;
mod assets;

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, get};

use crate::server::Server;
use asset::Asset;
use assets::{ASSETS, INDEX};

/// The pages and their files, below `/_mock/`.
pub(crate) fn routes() -> Router<Arc<Server>> {
    let routes = Router::new().route("/_mock/", serving(&INDEX));
    ASSETS.iter().fold(routes, |routes, (path, asset)| {
        routes.route(path, serving(asset))
    })
}

/// The page, for the root of the server; it answers GET and HEAD.
pub(crate) fn home() -> MethodRouter<Arc<Server>> {
    serving(&INDEX)
}

fn serving(asset: &'static Asset) -> MethodRouter<Arc<Server>> {
    get(move || std::future::ready(asset.response()))
}
