//! Keeping the state in a file.
//!
//! An answer to a write is sent when the state with that write is on the disk. Writes that arrive
//! while a file is being written share the next one, so that many of them at once cost few files.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::{State, Store};

/// Asks for the state to be kept.
#[derive(Debug)]
pub(crate) struct Keeper {
    wake: mpsc::Sender<()>,
    kept: watch::Receiver<Kept>,
}

/// The state could not be written.
#[derive(Debug, Clone)]
pub(crate) struct KeepError(pub(crate) String);

/// How far the file is.
#[derive(Debug, Clone, Default)]
struct Kept {
    version: u64,
    /// Counts the attempts that failed, so that who waits for one sees it.
    failures: u64,
    failure: Option<String>,
}

impl Keeper {
    /// Starts to keep a store in a file.
    pub(crate) fn start(store: Arc<Store>, path: PathBuf) -> Self {
        let (wake, mut asked) = mpsc::channel::<()>(1);
        let (tell, kept) = watch::channel(Kept::default());
        tokio::spawn(async move {
            while asked.recv().await.is_some() {
                let state = store.state();
                let version = state.version;
                let path = path.clone();
                let written = tokio::task::spawn_blocking(move || write(&state, &path)).await;
                let outcome = written.unwrap_or_else(|panic| Err(io::Error::other(panic)));
                tell.send_modify(|kept| match outcome {
                    Ok(()) => {
                        kept.version = version;
                        kept.failure = None;
                    }
                    Err(error) => {
                        kept.failures += 1;
                        kept.failure = Some(error.to_string());
                    }
                });
            }
        });
        Self { wake, kept }
    }

    /// Waits until the file has a version.
    pub(crate) async fn keep(&self, version: u64) -> Result<(), KeepError> {
        let mut kept = self.kept.clone();
        let failures = kept.borrow_and_update().failures;
        // A full channel means that a file is to be written that has this version, too.
        let _ = self.wake.try_send(());
        let is_settled = |kept: &Kept| kept.version >= version || kept.failures > failures;
        let settled = kept.wait_for(is_settled).await;
        let settled = settled.map_err(|_| KeepError("the mock is stopping".to_owned()))?;
        if settled.version >= version {
            return Ok(());
        }
        Err(KeepError(settled.failure.clone().unwrap_or_default()))
    }
}

/// Writes a state beside its file and puts it in its place in one step.
pub(crate) fn write(state: &State, path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    let mut buffer = io::BufWriter::new(file.as_file_mut());
    serde_json::to_writer(&mut buffer, &state.to_json())?;
    buffer.flush()?;
    drop(buffer);
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
