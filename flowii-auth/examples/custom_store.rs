//! Keeps the token in a cache that several workers share, such as Redis, so that all of them together
//! log in once. `-- --mock` runs it against a FLOWii of its own.

use shared_cache::{Redis, SharedCache};

mod shared_cache;
mod support;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flowii = support::Flowii::of_arguments().await?;
    let redis = Redis::default();
    let client = flowii
        .client()
        .token_store(SharedCache(redis.clone()))
        .build()?;
    client.log_in().await?;

    // Another process would do the same, and find the token there.
    let other = flowii.client().token_store(SharedCache(redis)).build()?;
    other.log_in().await?;
    Ok(())
}
