//! The requests that a mock has seen.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A request that a mock has answered. It holds no query, header or body, so no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeenRequest {
    /// Counts from 1.
    pub number: u64,
    /// When it arrived, by the mock's clock.
    pub at: SystemTime,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The operation's id in the document; nothing if it has no such operation.
    pub operation: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// How long the answer took, by the machine's clock.
    pub duration: Duration,
}

/// So many are kept.
const KEPT: usize = 1000;

/// A path longer than this is cut off.
const LONGEST_PATH: usize = 512;

/// The last requests.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    count: u64,
    last: VecDeque<SeenRequest>,
}

impl RequestLog {
    /// Writes a request down; its number is given here.
    pub(crate) fn add(&self, mut request: SeenRequest) {
        if request.path.len() > LONGEST_PATH {
            let end = request.path.floor_char_boundary_at(LONGEST_PATH);
            request.path.truncate(end);
        }
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.count += 1;
        request.number = seen.count;
        if seen.last.len() == KEPT {
            seen.last.pop_front();
        }
        seen.last.push_back(request);
    }

    pub(crate) fn requests(&self) -> Vec<SeenRequest> {
        self.after(0).1
    }

    /// How many were seen at all, and those of the last that came after one.
    pub(crate) fn after(&self, number: u64) -> (u64, Vec<SeenRequest>) {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = seen
            .last
            .partition_point(|request| request.number <= number);
        (seen.count, seen.last.range(first..).cloned().collect())
    }
}

trait FloorCharBoundary {
    fn floor_char_boundary_at(&self, at: usize) -> usize;
}

impl FloorCharBoundary for String {
    // `str::floor_char_boundary` is younger than our minimum Rust.
    fn floor_char_boundary_at(&self, at: usize) -> usize {
        let mut at = at.min(self.len());
        while !self.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_thousand_are_kept() {
        let log = RequestLog::default();
        for _ in 0..KEPT + 5 {
            log.add(SeenRequest {
                number: 0,
                at: SystemTime::UNIX_EPOCH,
                method: "GET".to_owned(),
                path: "ž".repeat(LONGEST_PATH),
                operation: None,
                status: 200,
                duration: Duration::ZERO,
            });
        }
        let requests = log.requests();
        assert_eq!(requests.len(), KEPT);
        assert_eq!(requests[0].number, 6);
        assert_eq!(requests[0].path.len(), LONGEST_PATH);
        let (count, news) = log.after(KEPT as u64 + 3);
        assert_eq!(count, KEPT as u64 + 5);
        assert_eq!(news, requests[KEPT - 2..]);
        assert!(log.after(count).1.is_empty());
    }
}
