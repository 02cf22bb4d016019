//! How many allocations a call takes, through a session and by hand: `cargo bench --bench
//! allocations`. The server allocates nothing, so all of them are the client's.

use tokio::runtime::Builder;

#[allow(dead_code, reason = "the other benchmark uses all of it")]
mod loopback;

use loopback::{bare, call_bare, call_session, session, start_server};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

const CALLS: u64 = 200;

#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn main() {
    let _profiler = dhat::Profiler::builder().testing().build();
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("the system has a thread");
    let address = start_server();
    let client = runtime.block_on(session(&address));
    let http = bare(&client);

    let by_hand = per_call(|| {
        runtime.block_on(call_bare(&http, &address));
    });
    let by_session = per_call(|| {
        runtime.block_on(call_session(&client));
    });
    println!(
        "bare: {} allocations a call, {} bytes",
        by_hand.0, by_hand.1
    );
    println!(
        "session: {} allocations a call, {} bytes",
        by_session.0, by_session.1
    );
}

/// Allocations and bytes, once the connection is there.
fn per_call(mut call: impl FnMut()) -> (u64, u64) {
    call();
    let before = dhat::HeapStats::get();
    for _ in 0..CALLS {
        call();
    }
    let after = dhat::HeapStats::get();
    (
        (after.total_blocks - before.total_blocks) / CALLS,
        (after.total_bytes - before.total_bytes) / CALLS,
    )
}
