//! Calling what can be called, round by round.

use std::collections::{BTreeMap, BTreeSet};

use crate::deviation::Deviation;
use crate::judge::{Observation, judge};
use crate::learned::Learned;
use crate::plan::{self, PlannedCall};
use crate::specification::{ReadOperation, Specification};
use crate::wire::{CallFailure, Wire};

/// How to run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RunOptions {
    /// Calls of an operation at the most, each with other identifiers; at least one is made.
    pub samples: usize,
    /// The company to work for, if it is not the first that the server lists.
    pub company_id: Option<String>,
}

impl Default for RunOptions {
    /// Three calls of each operation, and the first company.
    fn default() -> Self {
        Self {
            samples: 3,
            company_id: None,
        }
    }
}

/// How an operation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something deviates.
    Deviates,
    /// No answer came, though it was called.
    Failed,
    /// It was called, and documented errors are all that came.
    Refused,
    /// It could not be called.
    NotReachable,
    /// All answers were as documented, and at least one was a success.
    AsDocumented,
}

/// What was found of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationResult {
    /// Its name: `GET /partners/{id}`.
    pub operation: String,
    /// How it did.
    pub verdict: Verdict,
    /// How often each status was answered.
    pub statuses: BTreeMap<u16, usize>,
    /// What deviates, and in how many answers.
    pub deviations: BTreeMap<Deviation, usize>,
    /// Why it could not be called, or failed.
    pub reason: Option<String>,
}

/// How far a run has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Operations that are done.
    pub done: usize,
    /// All operations.
    pub all: usize,
    /// The operation that is called now.
    pub operation: String,
}

/// Why a run was given up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The server does not let us in, so no call would do better.
    #[error("{0}")]
    Access(CallFailure),
    /// The specification cannot be used to hold answers against.
    #[error("the specification's schema for {operation} cannot be used: {reason}")]
    Schema {
        /// The operation.
        operation: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// The parameter in which calls say which company they are about.
const COMPANY: &str = "companyId";

/// Calls every operation that can be called, and holds the answers against the specification. The
/// results are in the order of the specification.
///
/// # Errors
///
/// If the server lets nobody in, or the specification has a schema that is none.
pub async fn run(
    specification: &Specification,
    wire: &impl Wire,
    options: &RunOptions,
    on_progress: impl Fn(&Progress),
) -> Result<Vec<OperationResult>, RunError> {
    let mut learned = Learned::default();
    if let (Some(id), Some(name)) = (
        &options.company_id,
        specification.resource_types.of_name(COMPANY),
    ) {
        learned.pin(name, id);
    }
    let all = specification.operations.len();
    let mut results: BTreeMap<usize, OperationResult> = BTreeMap::new();
    loop {
        let before = results.len();
        // What needs the fewest identifiers comes first: its answers show the most.
        let mut pending: Vec<usize> = (0..all)
            .filter(|index| !results.contains_key(index))
            .collect();
        pending.sort_by_key(|&index| specification.operations[index].path.matches('{').count());
        let mut depth = None;
        for index in pending {
            let operation = &specification.operations[index];
            let variables = operation.path.matches('{').count();
            if depth.is_some_and(|depth| variables > depth) {
                // What was just learned may be of use to those that come now, so begin anew.
                break;
            }
            let Ok(calls) = plan::calls(specification, operation, &learned, options.samples.max(1))
            else {
                continue;
            };
            depth = Some(variables);
            on_progress(&Progress {
                done: results.len(),
                all,
                operation: operation.name(),
            });
            let result = call_all(specification, operation, &calls, wire, &mut learned).await?;
            results.insert(index, result);
        }
        if results.len() == before {
            break;
        }
    }
    for (index, operation) in specification.operations.iter().enumerate() {
        results.entry(index).or_insert_with(|| {
            let missing = plan::calls(specification, operation, &learned, 1).err();
            let mut result = OperationResult::new(operation);
            result.reason = missing.map(|missing| missing.what);
            result
        });
    }
    Ok(results.into_values().collect())
}

async fn call_all(
    specification: &Specification,
    operation: &ReadOperation,
    calls: &[PlannedCall],
    wire: &impl Wire,
    learned: &mut Learned,
) -> Result<OperationResult, RunError> {
    let mut result = OperationResult::new(operation);
    let mut has_success = false;
    for call in calls {
        let observation = match wire.get(&call.path, &call.query, operation).await {
            Ok(observation) => observation,
            Err(failure) if failure.is_final() => return Err(RunError::Access(failure)),
            Err(failure) => {
                result.reason = Some(failure.to_string());
                continue;
            }
        };
        *result.statuses.entry(observation.status).or_default() += 1;
        for deviation in judged(specification, operation, &observation)? {
            *result.deviations.entry(deviation).or_default() += 1;
        }
        if (200..300).contains(&observation.status) {
            has_success = true;
            if let Some(body) = observation.json() {
                learned.learn(&call.path, &body);
            }
        }
    }
    result.verdict = if !result.deviations.is_empty() {
        Verdict::Deviates
    } else if result.reason.is_some() {
        Verdict::Failed
    } else if has_success {
        Verdict::AsDocumented
    } else {
        Verdict::Refused
    };
    Ok(result)
}

fn judged(
    specification: &Specification,
    operation: &ReadOperation,
    observation: &Observation,
) -> Result<BTreeSet<Deviation>, RunError> {
    judge(specification, operation, observation).map_err(|reason| RunError::Schema {
        operation: operation.name(),
        reason,
    })
}

impl OperationResult {
    fn new(operation: &ReadOperation) -> Self {
        Self {
            operation: operation.name(),
            verdict: Verdict::NotReachable,
            statuses: BTreeMap::new(),
            deviations: BTreeMap::new(),
            reason: None,
        }
    }
}
