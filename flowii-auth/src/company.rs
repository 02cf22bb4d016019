//! The companies a user may work for.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use flowii_api::json_api::List;
use flowii_api::{InvalidId, types};

use crate::error::{Error, ErrorKind};

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

impl Company {
    /// The one company of this name.
    pub(crate) fn named(name: &str, companies: Vec<Self>) -> Result<Self, Error> {
        let wanted = name.trim();
        let mut matching = companies
            .iter()
            .filter(|company| company.name.trim() == wanted);
        match (matching.next(), matching.next()) {
            (Some(company), None) => Ok(company.clone()),
            (None, _) => Err(CompanyChoice::Unknown {
                wanted: name.to_owned(),
                companies,
            }
            .into()),
            (Some(_), Some(_)) => Err(CompanyChoice::Ambiguous {
                wanted: name.to_owned(),
                companies,
            }
            .into()),
        }
    }
}

/// Why a name does not choose a company.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompanyChoice {
    /// The user may work for no company of this name.
    #[error("there is no company {wanted:?}; there is: {}", Listed(companies))]
    Unknown {
        /// The name that was asked for.
        wanted: String,
        /// All that the user may work for.
        companies: Vec<Company>,
    },
    /// The user may work for several companies of this name; take one by its identifier.
    #[error("there is more than one company {wanted:?}: {}", Listed(companies))]
    Ambiguous {
        /// The name that was asked for.
        wanted: String,
        /// All that the user may work for, those of other names as well.
        companies: Vec<Company>,
    },
}

impl From<CompanyChoice> for Error {
    fn from(choice: CompanyChoice) -> Self {
        Self::new(ErrorKind::Company(choice))
    }
}

/// Prints companies with their identifiers, separated by commas.
struct Listed<'a>(&'a [Company]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("none at all");
        }
        for (index, company) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(formatter, "{separator}{:?} ({})", company.name, company.id)?;
        }
        Ok(())
    }
}

/// What the user may do with one module of FLOWii.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permission {
    /// The module; FLOWii documents five of them.
    pub module: types::PermissionModule,
    /// Whether the user sees the module, it seems; FLOWii documents the name only.
    pub visible: bool,
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

/// Reads the answer of `GET /permissions`; what names no module says nothing.
pub(crate) fn read_permissions(answer: List<types::Permission>) -> Vec<Permission> {
    let permissions = answer.into_iter().map(|permission| permission.attributes);
    permissions
        .filter_map(|attributes| {
            Some(Permission {
                module: attributes.modul?,
                visible: attributes.visible.unwrap_or_default(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn companies(names: &[&str]) -> Vec<Company> {
        (1..)
            .zip(names)
            .map(|(id, name)| Company {
                id: CompanyId(id),
                name: (*name).to_owned(),
            })
            .collect()
    }

    fn choice(name: &str, names: &[&str]) -> Result<i64, String> {
        Company::named(name, companies(names))
            .map(|company| company.id.0)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn one_company_of_a_name_is_taken() {
        let names = ["Example Ltd", " Sample Inc ", "Example"];
        assert_eq!(choice("Example Ltd", &names), Ok(1));
        assert_eq!(choice(" Sample Inc", &names), Ok(2));
    }

    #[test]
    fn a_name_that_nobody_has_is_an_error_that_lists_all() {
        assert_eq!(
            choice("example ltd", &["Example Ltd", "Sample Inc"]),
            Err(
                r#"there is no company "example ltd"; there is: "Example Ltd" (1), "Sample Inc" (2)"#
                    .to_owned()
            )
        );
        assert_eq!(
            choice("Example", &[]),
            Err(r#"there is no company "Example"; there is: none at all"#.to_owned())
        );
    }

    #[test]
    fn a_name_that_two_have_is_an_error_that_lists_all() {
        assert_eq!(
            choice("Example", &["Example", "Example"]),
            Err(
                r#"there is more than one company "Example": "Example" (1), "Example" (2)"#
                    .to_owned()
            )
        );
    }
}
