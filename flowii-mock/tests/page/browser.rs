//! Chromium, driven by chromedriver.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use thirtyfour::{
    CapabilitiesHelper as _, ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver,
};

/// The names under which systems have it.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A browser without a window. [`close`](Self::close) it, or it is left running.
pub(crate) struct Browser {
    pub(crate) tab: WebDriver,
    service: Service,
    _profile: tempfile::TempDir,
}

/// chromedriver, which ends with this.
struct Service {
    process: Child,
    // It stops if nobody takes what it prints.
    _output: BufReader<ChildStdout>,
}

/// Something that the browser has complained about, or asked for.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) complaints: Vec<String>,
    pub(crate) addresses: Vec<String>,
}

impl Browser {
    /// Starts a browser; says so and does nothing where there is none.
    pub(crate) async fn start() -> Option<Self> {
        let chromium = CHROMIUM.iter().find_map(|name| in_path(name));
        let (Some(chromium), Some(chromedriver)) = (chromium, in_path("chromedriver")) else {
            // Past the capture of the test harness: a test that did not run should be seen.
            let message = "\nskipped: the page in a browser; it needs chromium and chromedriver\n";
            std::io::stderr().write_all(message.as_bytes()).unwrap();
            return None;
        };
        let (service, port) = Service::start(&chromedriver);
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(chromium.to_str().unwrap()).unwrap();
        let data = format!("--user-data-dir={}", profile.path().display());
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Nothing but this machine can be found, even if something should look.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            // What is clicked on stays where it is.
            "--force-prefers-reduced-motion",
            "--window-size=1280,900",
            &data,
        ] {
            wanted.add_arg(argument).unwrap();
        }
        let logs = serde_json::json!({"browser": "ALL", "performance": "ALL"});
        wanted.set("goog:loggingPrefs", logs).unwrap();
        let tab = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await;
        Some(Self {
            tab: tab.expect("the browser starts"),
            service,
            _profile: profile,
        })
    }

    /// What happened since the last time that this was asked.
    pub(crate) async fn seen(&self) -> Seen {
        let complaints = self.tab.browser_log().await.unwrap().into_iter();
        let complaints = complaints
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message);
        let events = self.tab.get_log("performance").await.unwrap().into_iter();
        let addresses = events.filter_map(|entry| {
            let event: serde_json::Value = serde_json::from_str(&entry.message).unwrap();
            let event = &event["message"];
            (event["method"] == "Network.requestWillBeSent").then(|| {
                event["params"]["request"]["url"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
        });
        Seen {
            complaints: complaints.collect(),
            addresses: addresses.collect(),
        }
    }

    pub(crate) async fn close(self) {
        // One that has crashed cannot be asked to quit, and has ended.
        let _ = self.tab.quit().await;
        drop(self.service);
    }
}

impl Service {
    fn start(chromedriver: &PathBuf) -> (Self, u16) {
        let mut process = Command::new(chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("chromedriver starts");
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let port = loop {
            let mut line = String::new();
            assert_ne!(
                output.read_line(&mut line).unwrap(),
                0,
                "chromedriver ended"
            );
            let port = line
                .trim_end()
                .trim_end_matches('.')
                .strip_prefix("ChromeDriver was started successfully on port ");
            if let Some(port) = port {
                break port.parse().unwrap();
            }
        };
        let service = Self {
            process,
            _output: output,
        };
        (service, port)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the shell would find a program.
fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path);
    places.find_map(|place| {
        let program = place.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        program.is_file().then_some(program)
    })
}
