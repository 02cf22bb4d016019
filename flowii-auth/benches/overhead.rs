//! How much longer a call takes through a session than by hand, on loopback: `cargo bench --bench
//! overhead`. Both alternate, so that whatever else the machine does hits both.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use futures::future::join_all;
use tokio::runtime::Runtime;

mod loopback;

use loopback::{bare, call_bare, call_session, session, start_server};

/// How many callers call at once, one after another or 64 together.
const CALLERS: [usize; 2] = [1, 64];

fn overhead(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("the system has threads");
    let address = start_server();
    let http = bare();
    let client = runtime.block_on(session(&address));
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

/// Prints the ratio of the medians of calls that alternate.
#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn print_ratio(
    runtime: &Runtime,
    http: &reqwest::Client,
    address: &str,
    client: &flowii_auth::Client,
    callers: usize,
) {
    let rounds = 8000 / callers;
    let (mut bare, mut session) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // Whoever comes first has the worse of it.
        for first in [round % 2 == 0, round % 2 != 0] {
            let start = Instant::now();
            if first {
                runtime.block_on(join_all((0..callers).map(|_| call_bare(http, address))));
                bare.push(start.elapsed());
            } else {
                runtime.block_on(join_all((0..callers).map(|_| call_session(client))));
                session.push(start.elapsed());
            }
        }
    }
    let (bare, session) = (median(bare), median(session));
    println!(
        "{callers} callers: bare {bare:?}, session {session:?}, ratio {:.3} at the median of {rounds} rounds",
        session.as_secs_f64() / bare.as_secs_f64()
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

criterion_group!(benches, overhead);
criterion_main!(benches);
