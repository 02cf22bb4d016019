//! Carrying operations out.

mod body;
mod change;
mod company_list;
mod complete;
mod create;
mod delete;
mod export;
mod list;
mod print;
mod read;
mod summary;
mod token;

pub(crate) use complete::complete;

use std::sync::RwLockReadGuard;

use axum::body::Bytes;
use axum::http::StatusCode;

use crate::answer::{Answer, Failure, Renderer};
use crate::server::Server;
use crate::settings::User;
use crate::spec::{Action, Operation};
use crate::store::{Key, Records};

/// A call that has passed the door: it is known what it wants, for whom and for which company.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) server: &'a Server,
    pub(crate) operation: &'a Operation,
    /// Without a trailing slash.
    pub(crate) path: &'a str,
    /// The ids in the path, in their order.
    pub(crate) ids: Vec<i64>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Bytes,
    pub(crate) user: Option<&'a User>,
    /// The company that is meant; nothing if the operation is of none.
    pub(crate) company: Option<i64>,
}

/// What was done.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) answer: Answer,
    /// The version of the store that has to be kept before the answer is sent.
    pub(crate) version: Option<u64>,
}

impl From<Answer> for Done {
    fn from(answer: Answer) -> Self {
        Self {
            answer,
            version: None,
        }
    }
}

/// Carries a call out.
pub(crate) fn carry_out(call: &Call<'_>) -> Result<Done, Failure> {
    match call.operation.action {
        Action::Token => token::carry_out(call).map(Done::from),
        Action::Companies => Ok(company_list::carry_out(call).into()),
        Action::List => list::carry_out(call).map(Done::from),
        Action::Read => read::carry_out(call).map(Done::from),
        Action::ReadSingle => read::carry_out_single(call).map(Done::from),
        Action::Print => print::carry_out(call).map(Done::from),
        Action::Export => export::carry_out(call).map(Done::from),
        Action::Create => create::carry_out(call),
        Action::Change => change::carry_out(call),
        Action::Delete => delete::carry_out(call),
    }
}

impl<'a> Call<'a> {
    pub(crate) fn renderer(&self) -> Renderer<'a> {
        Renderer {
            base_url: &self.server.base_url,
            resources: &self.server.specification.resources,
        }
    }

    fn company(&self) -> i64 {
        self.company.unwrap_or_default()
    }

    /// The records of the company that the call is for, to be read.
    fn records(&self) -> Result<RwLockReadGuard<'a, Records>, Failure> {
        let company = self.company();
        let records = self.server.store.read(company);
        records.ok_or_else(|| no_such_company(company))
    }

    fn now(&self) -> i64 {
        self.server.settings.clock.unix_seconds()
    }

    /// The keys of the records that the path names, outermost first.
    fn named(&self) -> impl DoubleEndedIterator<Item = Key> {
        let kinds = self.operation.path_kinds.iter();
        let named = kinds.zip(&self.ids);
        named.filter_map(|(kind, id)| Some(Key::new(kind.as_deref()?, *id)))
    }

    /// Checks that the records that the path names are there, all but the last `without`.
    fn check_named(&self, records: &Records, without: usize) -> Result<(), Failure> {
        let named: Vec<_> = self.named().collect();
        let checked = named.len().saturating_sub(without);
        for key in &named[..checked] {
            if !records.contains(key) {
                return Err(no_such_record(key));
            }
        }
        Ok(())
    }

    /// The record below whose path the operation is.
    fn parent(&self) -> Option<Key> {
        self.named().next_back()
    }

    /// The media type of the answer's documents.
    fn media_type(&self) -> &'a str {
        self.operation
            .media_type
            .as_deref()
            .unwrap_or(crate::answer::JSON_API)
    }
}

/// 404 for a record.
fn no_such_record(key: &Key) -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "Not found").detail(format!(
        "There is no {} with the id {} in this company.",
        key.kind, key.id
    ))
}

/// 404 for a company that the store does not have.
fn no_such_company(id: i64) -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "Not found").detail(format!("There is no company {id}."))
}
