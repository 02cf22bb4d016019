//! Which operation a request is for.

use std::collections::BTreeMap;

use axum::http::Method;
use matchit::Router;

use crate::SpecificationError;
use crate::spec::Operation;

/// The operations, by path and method.
pub(crate) struct Routes {
    router: Router<usize>,
    methods: Vec<BTreeMap<String, usize>>,
}

/// What a request is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// An operation, by its place in the document, and the values in the path.
    Found {
        operation: usize,
        parameters: Vec<String>,
    },
    /// The path is there, with other methods.
    NoMethod {
        allowed: String,
    },
    NoPath,
}

impl Routes {
    pub(crate) fn new(operations: &[Operation]) -> Result<Self, SpecificationError> {
        let mut router = Router::new();
        let mut methods: Vec<BTreeMap<String, usize>> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (position, operation) in operations.iter().enumerate() {
            let path = normal(&operation.path);
            let at = if let Some(at) = known.get(&path) {
                *at
            } else {
                let at = methods.len();
                let inserted = router.insert(path.clone(), at);
                inserted.map_err(|error| SpecificationError::Path {
                    path: operation.path.clone(),
                    reason: error.to_string(),
                })?;
                methods.push(BTreeMap::new());
                known.insert(path, at);
                at
            };
            methods[at].insert(operation.method.to_string(), position);
        }
        Ok(Self { router, methods })
    }

    /// Finds an operation. Links of this API end with a slash, its paths do not; both are found.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Route {
        let path = super::door::without_slash(path);
        let Ok(found) = self.router.at(path) else {
            return Route::NoPath;
        };
        let methods = &self.methods[*found.value];
        // An answer to HEAD is one to GET, whose body is not sent.
        let wanted = if method == Method::HEAD {
            "GET"
        } else {
            method.as_str()
        };
        match methods.get(wanted) {
            Some(operation) => Route::Found {
                operation: *operation,
                parameters: found
                    .params
                    .iter()
                    .map(|(_, value)| value.to_owned())
                    .collect(),
            },
            None => Route::NoMethod {
                allowed: methods.keys().cloned().collect::<Vec<_>>().join(", "),
            },
        }
    }
}

impl std::fmt::Debug for Routes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Routes")
            .field("paths", &self.methods.len())
            .finish_non_exhaustive()
    }
}

/// A path whose parameters are named by their place, as two paths may name one differently.
fn normal(path: &str) -> String {
    let segments = path.split('/').enumerate().map(|(at, segment)| {
        if segment.starts_with('{') && segment.ends_with('}') {
            format!("{{p{at}}}")
        } else {
            segment.replace('{', "{{").replace('}', "}}")
        }
    });
    segments.collect::<Vec<_>>().join("/")
}
