//! All that any test of this file logs, at every level, of every crate.

use std::io;
use std::sync::{Mutex, Once, PoisonError};

use tracing_subscriber::fmt::MakeWriter;

static WRITTEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl io::Write for Log {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        written().extend_from_slice(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}

fn written() -> std::sync::MutexGuard<'static, Vec<u8>> {
    WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins to write down what is logged, also by the crate `log`.
pub(crate) fn capture() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        use tracing_subscriber::fmt::format::FmtSpan;

        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(Log)
            .init();
    });
}

/// Lines with this text in them.
pub(crate) fn lines_with(text: &str) -> Vec<String> {
    let written = String::from_utf8_lossy(&written()).into_owned();
    let lines = written.lines().filter(|line| line.contains(text));
    lines.map(str::to_owned).collect()
}

pub(crate) fn assert_no_secret() {
    let secrets = lines_with("s3cret");
    assert!(secrets.is_empty(), "{secrets:#?}");
}
