//! The companies a user may work for.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use flowii_api::json_api::List;
use flowii_api::{InvalidId, types};

/// The identifier of a company, which most calls want to know.
///
/// It goes into a call as it is: `client.api().get_partner_list().company_id(company.id)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompanyId(i64);

impl From<i64> for CompanyId {
    fn from(id: i64) -> Self {
        Self(id)
    }
}

impl From<CompanyId> for i64 {
    fn from(id: CompanyId) -> Self {
        id.0
    }
}

impl FromStr for CompanyId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for CompanyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A company that the user may work for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Company {
    /// Its identifier.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
}

/// Reads the answer of `GET /companies`.
///
/// Fails if an identifier is not a whole number, since no call could be made with it.
pub(crate) fn read_companies(answer: List<types::Company>) -> Result<Vec<Company>, InvalidId> {
    let companies = answer.into_iter().map(|company| {
        Ok(Company {
            id: i64::try_from(company.id)?.into(),
            name: company.attributes.name.unwrap_or_default(),
        })
    });
    companies.collect()
}
