//! How often and for how long a call is tried.

use std::time::Duration;

use flowii_api::Operation;

/// How long to wait for a connection, if nothing else is set: 10 seconds.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long one attempt may take, from the first byte sent to the last one read, if nothing else is
/// set: 30 seconds.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// How long one attempt to move an export or a file may take, if nothing else is set: 10 minutes.
pub const DEFAULT_TRANSFER_TIMEOUT: Duration = Duration::from_secs(10 * 60);

/// How long a call may take with all its attempts and waits, if nothing else is set: 3 minutes.
///
/// FLOWii's quota seems to be counted by the minute, so it is enough to wait for one to pass.
pub const DEFAULT_TOTAL_TIMEOUT: Duration = Duration::from_secs(3 * 60);

/// How often a call is sent at most, if nothing else is set: 5 times.
pub const DEFAULT_ATTEMPTS: u32 = 5;

/// The longest JSON answer that is read, if nothing else is set: 64 MiB.
pub const DEFAULT_MAX_JSON_BYTES: usize = 64 * 1024 * 1024;

/// How long a refused login is not tried again, if nothing else is set: 15 minutes.
///
/// A service that runs on with a wrong password tries it four times an hour, which no lock-out that
/// counts the failures of half an hour takes for an attack.
pub const DEFAULT_REFUSAL_BACKOFF: Duration = Duration::from_secs(15 * 60);

/// The bounds of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    pub(crate) attempts: u32,
    pub(crate) timeout: Duration,
    pub(crate) transfer_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) max_json_bytes: usize,
    pub(crate) refusal_backoff: Duration,
}

impl Policy {
    /// The time of one attempt.
    pub(crate) fn attempt(&self, operation: &Operation) -> Duration {
        if operation.is_transfer() {
            self.transfer_timeout
        } else {
            self.timeout
        }
    }

    /// The time of a whole call.
    pub(crate) fn total(&self, operation: &Operation) -> Duration {
        if operation.is_transfer() {
            self.total_timeout.saturating_add(self.transfer_timeout)
        } else {
            self.total_timeout
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: DEFAULT_ATTEMPTS,
            timeout: DEFAULT_TIMEOUT,
            transfer_timeout: DEFAULT_TRANSFER_TIMEOUT,
            total_timeout: DEFAULT_TOTAL_TIMEOUT,
            max_json_bytes: DEFAULT_MAX_JSON_BYTES,
            refusal_backoff: DEFAULT_REFUSAL_BACKOFF,
        }
    }
}
