//! How much longer a call takes through a session than by hand, on loopback: `cargo bench --bench
//! overhead`. Both alternate, so that whatever else the machine does hits both.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use futures::future::join_all;
use tokio::runtime::{Builder, Runtime};

mod loopback;

use loopback::{bare, call_api, call_bare, call_session, generated, session, start_server};

/// How many callers call at once, one after another or 64 together.
const CALLERS: [usize; 2] = [1, 64];

fn overhead(criterion: &mut Criterion) {
    // One thread, so that it does not matter which thread has which connection.
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("the system has a thread");
    let address = start_server();
    let client = runtime.block_on(session(&address));
    let http = bare(&client);
    for callers in CALLERS {
        let mut group = criterion.benchmark_group(format!("{callers} callers"));
        group.bench_function("bare", |bencher| {
            bencher.iter(|| {
                let calls = (0..callers).map(|_| call_bare(&http, &address));
                black_box(runtime.block_on(join_all(calls)))
            });
        });
        group.bench_function("session", |bencher| {
            bencher.iter(|| {
                let calls = (0..callers).map(|_| call_session(&client));
                black_box(runtime.block_on(join_all(calls)))
            });
        });
        group.finish();
        print_ratio(&runtime, &http, &address, &client, callers);
    }
}

/// Prints the medians of calls that take turns: by hand, with the generated client alone, through the
/// session.
#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn print_ratio(
    runtime: &Runtime,
    http: &reqwest::Client,
    address: &str,
    client: &flowii_auth::Client,
    callers: usize,
) {
    let rounds = 20_000 / callers;
    let generated = generated(http, address);
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..rounds {
        // Whoever comes first has the worse of it.
        for turn in 0..times.len() {
            let who = (round + turn) % times.len();
            let start = Instant::now();
            match who {
                0 => all(runtime, callers, || call_bare(http, address)),
                1 => all(runtime, callers, || call_api(&generated)),
                _ => all(runtime, callers, || call_session(client)),
            }
            times[who].push(start.elapsed());
        }
    }
    let [bare, generated, session] = times.map(median);
    let ratio = |time: Duration| time.as_secs_f64() / bare.as_secs_f64();
    println!(
        "{callers} callers, medians of {rounds} rounds: bare {bare:?}, generated client {generated:?} ({:.3}), session {session:?} ({:.3})",
        ratio(generated),
        ratio(session),
    );
}

/// So many calls at once.
fn all<F: Future<Output = usize>>(runtime: &Runtime, callers: usize, call: impl Fn() -> F) {
    black_box(runtime.block_on(join_all((0..callers).map(|_| call()))));
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

criterion_group!(benches, overhead);
criterion_main!(benches);
