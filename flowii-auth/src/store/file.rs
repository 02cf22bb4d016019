//! A file that several processes of one user share.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use flowii_api::BoxError;
use futures::FutureExt;
use futures::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep};

use super::{Lease, StoredToken, TokenStore};

/// How often to look whether another process has let go of the lock.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How long to wait for that at most: as long as a login takes that is not answered. The system lets
/// go of the locks of processes that have ended.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Keeps the token of one account in a file, for programs that are started often, and for several
/// workers on one machine.
///
/// The file is readable and writable by its owner only, and replaced in one step, so that nobody
/// reads half of it. One that others could read or write is not trusted: it counts as not there, and
/// is replaced at the next login. On systems other than Unix, the folder decides who may read it.
///
/// Beside it lies an empty file with `.lock` behind its name, which workers lock while they get a
/// token, so that they log in once.
///
/// Available with the feature `file-store`.
#[derive(Clone, Debug)]
pub struct FileStore {
    path: PathBuf,
}

impl FileStore {
    /// A store in this file, which need not be there yet; its folder must be.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }
}

impl TokenStore for FileStore {
    fn load<'a>(
        &'a self,
        account: &'a str,
    ) -> BoxFuture<'a, Result<Option<StoredToken>, BoxError>> {
        async move {
            let path = self.path.clone();
            let text = spawn_blocking(move || read(&path)).await??;
            // The first line says whose it is.
            let text = text.as_ref().map(ExposeSecret::expose_secret);
            let (owner, token) = text.and_then(|text| text.split_once('\n')).unzip();
            Ok(token
                .filter(|_| owner == Some(account))
                .and_then(StoredToken::decode))
        }
        .boxed()
    }

    fn save<'a>(
        &'a self,
        account: &'a str,
        token: &'a StoredToken,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        async move {
            let path = self.path.clone();
            let text = format!("{account}\n{}", token.encode().expose_secret());
            let text = SecretString::from(text);
            spawn_blocking(move || replace(&path, text.expose_secret())).await??;
            Ok(())
        }
        .boxed()
    }

    fn lock<'a>(&'a self, _account: &'a str) -> BoxFuture<'a, Result<Lease, BoxError>> {
        async move {
            let mut path = self.path.clone().into_os_string();
            path.push(".lock");
            let file = owner_only().create(true).truncate(false).open(path)?;
            let start = Instant::now();
            loop {
                match fs4::FileExt::try_lock(&file) {
                    // Closing the file lets go of it.
                    Ok(()) => return Ok(Lease::new(file)),
                    Err(fs4::TryLockError::WouldBlock) if start.elapsed() < LONGEST_WAIT => {
                        sleep(LOOK_EVERY).await;
                    }
                    Err(error) => return Err(io::Error::from(error).into()),
                }
            }
        }
        .boxed()
    }
}

/// The file's text, if there is one that only its owner can read and write.
fn read(path: &Path) -> io::Result<Option<SecretString>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !is_private(&file)? {
        return Ok(None);
    }
    io::read_to_string(file).map(|text| Some(text.into()))
}

/// Puts a file with this text, readable by its owner only, in the place of another.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let mut file = tempfile::Builder::new()
        .prefix(".flowii-token-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    restrict(file.as_file())?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Options for a file that only its owner can read and write.
fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn restrict(file: &File) -> io::Result<()> {
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))
}

#[cfg(not(unix))]
fn restrict(_file: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn is_private(file: &File) -> io::Result<bool> {
    const OTHERS: u32 = 0o077;
    let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata()?.permissions());
    Ok(mode & OTHERS == 0)
}

#[cfg(not(unix))]
fn is_private(_file: &File) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::SystemTime;

    use super::*;
    use crate::token::Token;

    fn token(text: &str) -> StoredToken {
        let now = Instant::now();
        let refresh = Some("s3cret-refresh".into());
        let token = Token::new(text, refresh, Duration::from_secs(600), now).unwrap();
        StoredToken::of(&token, now, SystemTime::now()).unwrap()
    }

    async fn loaded(store: &FileStore, account: &str) -> Option<String> {
        let token = store.load(account).await.unwrap()?;
        let token = token.to_token(Instant::now(), SystemTime::now()).unwrap();
        Some(token.access_token().to_owned())
    }

    #[tokio::test]
    async fn what_was_saved_last_is_loaded_by_the_same_account_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::new(folder.path().join("token"));
        assert_eq!(loaded(&store, "ann").await, None);
        store.save("ann", &token("s3cret-1")).await.unwrap();
        store.save("ann", &token("s3cret-2")).await.unwrap();
        assert_eq!(loaded(&store, "ann").await.as_deref(), Some("s3cret-2"));
        assert_eq!(loaded(&store, "bob").await, None);
        // Nothing of the replacement is left behind.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(!format!("{store:?}").contains("s3cret"));
    }

    #[tokio::test]
    async fn what_is_no_token_counts_as_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let store = FileStore::new(&path);
        for text in ["", "ann", "ann\n", "ann\n{", "ann\n{}"] {
            replace(&path, text).unwrap();
            assert_eq!(loaded(&store, "ann").await, None, "{text:?}");
        }
    }

    #[tokio::test]
    async fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::new(folder.path().join("missing").join("token"));
        store.save("ann", &token("s3cret")).await.unwrap_err();
        store.lock("ann").await.unwrap_err();
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_can_read_it_and_what_others_could_write_is_not_trusted() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let store = FileStore::new(&path);
        store.save("ann", &token("s3cret")).await.unwrap();
        assert_eq!(mode(&path), 0o600);
        drop(store.lock("ann").await.unwrap());
        assert_eq!(mode(&folder.path().join("token.lock")), 0o600);

        for opened in [0o640, 0o604, 0o620, 0o602] {
            fs::set_permissions(&path, fs::Permissions::from_mode(opened)).unwrap();
            assert_eq!(loaded(&store, "ann").await, None, "{opened:o}");
        }
        store.save("ann", &token("s3cret")).await.unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[tokio::test(start_paused = true)]
    async fn a_lock_keeps_others_away_until_it_is_dropped_and_not_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::new(folder.path().join("token"));
        let other = store.clone();
        let lease = store.lock("ann").await.unwrap();
        let start = Instant::now();
        other.lock("ann").await.unwrap_err();
        assert!(start.elapsed() >= LONGEST_WAIT);

        let (second, ()) = tokio::join!(other.lock("ann"), async {
            sleep(LOOK_EVERY).await;
            drop(lease);
        });
        second.unwrap();
    }
}
