//! From an HTTP request to an answer.

mod door;
mod routes;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Method, Response, StatusCode};

use crate::access::Doorkeeper;
use crate::answer::{Answer, Failure};
use crate::fault::Quota;
use crate::operation::{Call, Done, carry_out};
use crate::request_log::{RequestLog, SeenRequest};
use crate::seed::Company;
use crate::settings::Settings;
use crate::spec::{Operation, Specification};
use crate::store::{Keeper, Store};
use crate::{StartError, deviation, internal, page, store};
use routes::{Route, Routes};

/// Files come in base64 within JSON; more than this is no attachment.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// All that a running mock has.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) settings: Settings,
    pub(crate) specification: Specification,
    pub(crate) store: Arc<Store>,
    pub(crate) doorkeeper: Doorkeeper,
    pub(crate) log: RequestLog,
    pub(crate) base_url: String,
    routes: Routes,
    quota: Option<Quota>,
    chance: Mutex<fastrand::Rng>,
    keeper: Option<Keeper>,
    /// Where the sample of a single read stands among the records of its type.
    sample_positions: BTreeMap<String, usize>,
}

impl Server {
    pub(crate) fn new(
        specification: Specification,
        companies: Vec<Company>,
        store: Store,
        settings: Settings,
    ) -> Result<Self, StartError> {
        let routes = Routes::new(&specification.operations)?;
        let chance = settings
            .seed
            .map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        let sample_positions = sample_positions(&specification, &store);
        Ok(Self {
            doorkeeper: Doorkeeper::new(&settings, companies),
            quota: settings.rate_limit.map(Quota::new),
            store: Arc::new(store),
            log: RequestLog::default(),
            base_url: String::new(),
            chance: Mutex::new(chance),
            keeper: None,
            sample_positions,
            specification,
            settings,
            routes,
        })
    }

    /// The server with the address that its links have.
    pub(crate) fn at(mut self, base_url: &str) -> Self {
        base_url.clone_into(&mut self.base_url);
        let path = self.settings.state_file.clone();
        self.keeper = path.map(|path| Keeper::start(Arc::clone(&self.store), path));
        self
    }

    /// Finds out whether the state file can be written before anything is promised.
    pub(crate) async fn keep_first_state(&self) -> Result<(), StartError> {
        let Some(path) = self.settings.state_file.clone() else {
            return Ok(());
        };
        let state = self.store.state();
        let file = path.clone();
        let written = tokio::task::spawn_blocking(move || store::write(&state, &file)).await;
        let written = written.unwrap_or_else(|panic| Err(std::io::Error::other(panic)));
        written.map_err(|source| StartError::KeepState { path, source })
    }

    /// Lets chance decide; always the same for one seed and one order of calls.
    pub(crate) fn with_chance<T>(&self, decide: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        decide(&mut self.chance.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn position_of_sample(&self, operation: &Operation) -> usize {
        self.sample_positions
            .get(&operation.path)
            .copied()
            .unwrap_or(0)
    }
}

/// Where the samples of single reads stand, as the store is when it starts.
fn sample_positions(specification: &Specification, store: &Store) -> BTreeMap<String, usize> {
    let first = store
        .company_ids()
        .next()
        .and_then(|company| store.read(company));
    let operations = specification.operations.iter();
    let positions = operations.filter_map(|operation| {
        let id = operation.sample_id?;
        let mut records = first.as_ref()?.of_kind(&operation.kind);
        let position = records.position(|record| record.key.id == id)?;
        Some((operation.path.clone(), position))
    });
    positions.collect()
}

/// The routes of a mock: its own pages, and everything else.
pub(crate) fn router(server: Arc<Server>) -> Router {
    let mut routes = internal::routes().merge(page::routes());
    // A document that has something at the root itself is served as it is.
    if server.routes.find(&Method::GET, "/") == Route::NoPath {
        routes = routes.route("/", page::home().fallback(answer));
    }
    routes.fallback(answer).with_state(server)
}

/// Answers a call of the API, and writes it down.
async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response<Body> {
    let arrived = Instant::now();
    let at = server.settings.clock.now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let latency = server.settings.latency;
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let route = server.routes.find(&method, &path);
    let operation = match &route {
        Route::Found { operation, .. } => Some(&server.specification.operations[*operation]),
        Route::NoMethod { .. } | Route::NoPath => None,
    };
    let mut answer = match called(&server, request, &route).await {
        Ok(answer) => answer,
        Err(failure) => failure.into_answer(),
    };
    if let Some(operation) = operation {
        deviation::apply(&server.settings.deviations, operation, &mut answer);
    }
    server.log.add(SeenRequest {
        number: 0,
        at,
        method: method.to_string(),
        path,
        operation: operation.map(|operation| operation.id.clone()),
        status: answer.status.as_u16(),
        duration: arrived.elapsed(),
    });
    answer.into_response()
}

async fn called(server: &Server, request: Request, route: &Route) -> Result<Answer, Failure> {
    let (operation, parameters) = match route {
        Route::Found {
            operation,
            parameters,
        } => (*operation, parameters),
        Route::NoMethod { allowed } => return Err(door::no_method(allowed)),
        Route::NoPath => return Err(door::no_path(request.uri().path())),
    };
    let operation = &server.specification.operations[operation];
    let now = server.settings.clock.now();
    if let Some(quota) = &server.quota {
        quota
            .admit(now)
            .map_err(|wait| over_quota(server, wait.as_secs()))?;
    }
    let failure = server.with_chance(|chance| {
        let mut failures = server.settings.failures.iter();
        failures.find_map(|failures| failures.draw(chance))
    });
    if let Some(status) = failure {
        return Err(Failure::new(status, "Planted failure")
            .detail("The mock was started with --fail, and chance had it."));
    }
    let (parts, body) = request.into_parts();
    server.doorkeeper.check_key(&parts.headers)?;
    let user = if operation.needs_token {
        Some(server.doorkeeper.user(&parts.headers, now)?)
    } else {
        None
    };
    let query = door::query(parts.uri.query().unwrap_or_default());
    let company = door::company(server, operation, user, &query)?;
    door::check_required(operation, &query)?;
    door::check_accept(operation, &parts.headers)?;
    let ids = door::ids(parameters)?;
    let body = to_bytes(body, LARGEST_BODY).await.map_err(|_| {
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "Body too large")
            .detail(format!("The mock takes {LARGEST_BODY} bytes at most."))
    })?;
    door::check_content_type(operation, &parts.headers)?;
    let call = Call {
        server,
        operation,
        path: door::without_slash(parts.uri.path()),
        ids,
        query,
        body,
        user,
        company,
    };
    let Done { answer, version } = carry_out(&call)?;
    if let (Some(keeper), Some(version)) = (&server.keeper, version) {
        keeper.keep(version).await.map_err(|error| {
            Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "State not kept")
                .detail(format!("The state file could not be written: {}.", error.0))
        })?;
    }
    Ok(answer)
}

/// 429, with the words that were observed once and the wait that .NET's packages tell.
fn over_quota(server: &Server, wait: u64) -> Failure {
    let limit = server
        .settings
        .rate_limit
        .map_or_else(String::new, |limit| {
            let period = limit.period().as_secs();
            format!("maximum admitted {} per {period} s", limit.calls())
        });
    Failure::new(StatusCode::TOO_MANY_REQUESTS, "API calls quota exceeded!")
        .detail(format!("API calls quota exceeded! {limit}; wait {wait} s."))
        .header(RETRY_AFTER, HeaderValue::from(wait))
}
