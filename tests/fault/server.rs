//! An HTTP server on threads of its own, which knows nothing of the test's clock.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use super::logs;

/// A request that came in whole.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Without the query.
    pub(crate) path: String,
    pub(crate) authorization: Option<String>,
    pub(crate) has_api_key: bool,
    pub(crate) body: String,
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: String,
    },
    /// The connection ends without an answer.
    Cut,
    /// It ends in the middle of the body.
    CutInBody,
    /// It ends right after the body, though nothing said so.
    CutAfter(String),
    /// The body comes byte by byte, for ever.
    Drip,
    /// Far more JSON than anybody wants, its length told before or not.
    Huge { length_is_told: bool },
}

impl Reply {
    pub(crate) fn json(body: &(impl ToString + ?Sized)) -> Self {
        Self::status(200, body)
    }

    pub(crate) fn status(status: u16, body: &(impl ToString + ?Sized)) -> Self {
        Self::Answer {
            status,
            headers: vec![("content-type", "application/vnd.api+json".to_owned())],
            body: body.to_string(),
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name, value.to_string()));
        }
        self
    }
}

type Play = dyn Fn(&Seen) -> Reply + Send + Sync;

pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    over: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server that answers as `play` says.
    pub(crate) fn start(play: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        logs::capture();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            seen: Arc::default(),
            over: Arc::default(),
        };
        let (seen, over) = (Arc::clone(&server.seen), Arc::clone(&server.over));
        let play: Arc<Play> = Arc::new(play);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let (seen, play) = (Arc::clone(&seen), Arc::clone(&play));
                // A connection that fails is the client's to deal with.
                thread::spawn(move || stream.and_then(|stream| serve(&stream, &seen, &*play)));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// How many requests came for this path.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.seen().iter().filter(|seen| seen.path == path).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if !thread::panicking() {
            logs::assert_no_secret();
        }
    }
}

fn serve(stream: &TcpStream, seen: &Mutex<Vec<Seen>>, play: &Play) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader)? {
        let reply = play(&request);
        seen.lock().unwrap().push(request);
        if !answer(stream, reply)? {
            return Ok(());
        }
    }
    Ok(())
}

fn read(reader: &mut BufReader<&TcpStream>) -> std::io::Result<Option<Seen>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split(' ');
    let mut request = Seen {
        method: words.next().unwrap_or_default().to_owned(),
        path: words.next().unwrap_or_default().to_owned(),
        authorization: None,
        has_api_key: false,
        body: String::new(),
    };
    if let Some(query) = request.path.find('?') {
        request.path.truncate(query);
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => request.authorization = Some(value.to_owned()),
            "api-key" => request.has_api_key = true,
            "content-length" => length = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    request.body = String::from_utf8_lossy(&body).into_owned();
    Ok(Some(request))
}

/// Answers; tells whether the connection goes on.
fn answer(mut stream: &TcpStream, reply: Reply) -> std::io::Result<bool> {
    const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.api+json\r\n";
    match reply {
        Reply::Answer {
            status,
            headers,
            body,
        } => {
            let headers = headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}\r\n"));
            let headers = headers.collect::<String>();
            let length = body.len();
            let text =
                format!("HTTP/1.1 {status} .\r\n{headers}content-length: {length}\r\n\r\n{body}");
            stream.write_all(text.as_bytes())?;
            Ok(true)
        }
        Reply::Cut => Ok(false),
        Reply::CutInBody => {
            write!(stream, "{OK}content-length: 100\r\n\r\n{{\"data\": [")?;
            Ok(false)
        }
        Reply::CutAfter(body) => {
            write!(stream, "{OK}content-length: {}\r\n\r\n{body}", body.len())?;
            Ok(false)
        }
        Reply::Drip => {
            write!(stream, "{OK}content-length: 1000000\r\n\r\n")?;
            pour(stream, b"[")
        }
        Reply::Huge { length_is_told } => {
            if length_is_told {
                write!(stream, "{OK}content-length: 314572800\r\n\r\n")?;
                pour(stream, &[b' '; 8192])
            } else {
                write!(stream, "{OK}connection: close\r\n\r\n")?;
                pour(stream, &[b' '; 8192])
            }
        }
    }
}

/// Writes the same piece until the client hangs up; a small one slowly.
fn pour(mut stream: &TcpStream, piece: &[u8]) -> std::io::Result<bool> {
    loop {
        stream.write_all(piece)?;
        if piece.len() == 1 {
            thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}
