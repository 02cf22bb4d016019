//! Time that flows fast enough to wait for minutes, beside real connections.

use std::sync::mpsc;
use std::time::Duration;

/// Runs a future while the clock of its runtime runs 250 times as fast as the machine's.
///
/// A paused clock would jump to the next timer whenever the runtime has nothing to do but wait for
/// the network, and time out what is on its way; so it is held still, and set forward by hand.
/// Nothing that a test asserts depends on how fast it goes.
pub(crate) async fn fast<T>(future: impl Future<Output = T>) -> T {
    tokio::time::pause();
    // The clock does not jump as long as a blocking task runs.
    let (release, released) = mpsc::channel::<()>();
    let standstill = tokio::task::spawn_blocking(move || released.recv());
    let ticks = async {
        loop {
            let tick = || std::thread::sleep(Duration::from_millis(1));
            tokio::task::spawn_blocking(tick).await.unwrap();
            tokio::time::advance(Duration::from_millis(250)).await;
        }
    };
    let outcome = tokio::select! {
        outcome = future => outcome,
        () = ticks => unreachable!("it ticks for ever"),
    };
    drop(release);
    let _ = standstill.await;
    tokio::time::resume();
    outcome
}
