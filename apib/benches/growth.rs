//! How time grows with the number of things of one kind, in shapes that once took quadratic time.
//!
//! ```console
//! $ cargo bench -p apib --bench growth
//! ```
//!
//! The throughput of a shape stays the same from the smaller number to the larger one if time is
//! linear.

use std::fmt::Write;
use std::hint::black_box;

use apib::{Source, convert};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

criterion_group!(benches, growth);
criterion_main!(benches);

const HEAD: &str = "# A\n\n## B [/b]\n\n### C [POST]\n\n";

/// A document with a part that is repeated a number of times.
type Shape = fn(usize) -> String;

/// Each shape with what makes a document of so many things.
const SHAPES: &[(&str, Shape)] = &[
    ("headings", |count| "# a\n".repeat(count)),
    ("empty headings", |count| "#\n".repeat(count)),
    ("actions of one path", |count| {
        repeated("# A\n", count, |text, number| {
            write!(
                text,
                "## B [/b]\n### C [GET]\n+ Response 200 (application/json)\n\n        {{\"a\": {number}}}\n\n"
            )
        })
    }),
    ("requests of one action", |count| {
        repeated(HEAD, count, |text, number| {
            write!(
                text,
                "+ Request R (application/json)\n\n        {{\"a\": {number}}}\n\n"
            )
        })
    }),
    ("unlike items of one list", |count| {
        let items = repeated("{}", count, |text, number| {
            write!(text, ", {{\"a{number}\": {number}}}")
        });
        format!("{HEAD}+ Response 200 (application/json)\n\n        [{items}]\n")
    }),
    ("properties of unknown types", |count| {
        let head = format!("{HEAD}+ Response 200 (application/json)\n    + Attributes\n");
        repeated(&head, count, |text, number| {
            writeln!(text, "        + a{number} (T{number})")
        })
    }),
    ("types in a chain", |count| {
        repeated("# Data Structures\n\n", count, |text, number| {
            write!(text, "## T{number} (T{})\n+ a\n\n", number + 1)
        })
    }),
    ("types of one name", |count| {
        repeated("# Data Structures\n\n", count, |text, _| {
            text.write_str("## T\n+ a\n\n")
        })
    }),
];

fn repeated(head: &str, count: usize, add: fn(&mut String, usize) -> std::fmt::Result) -> String {
    let mut text = head.to_owned();
    for number in 0..count {
        add(&mut text, number).expect("a text can always be written to");
    }
    text
}

fn growth(criterion: &mut Criterion) {
    for (shape, document) in SHAPES {
        let mut group = criterion.benchmark_group(*shape);
        group.sample_size(10);
        for count in [1000, 8000] {
            let source = Source::new("growth.apib", document(count));
            group.throughput(Throughput::Bytes(source.text().len() as u64));
            group.bench_with_input(
                BenchmarkId::new("convert", count),
                &source,
                |bencher, source| bencher.iter(|| convert(black_box(source))),
            );
        }
        group.finish();
    }
}
