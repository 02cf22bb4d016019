//! What the wire knows of an operation and the generated code does not.

use crate::generated::OPERATIONS;

/// An operation of the API, as it is described.
///
/// The generated code calls every JSON media type `application/json`, the only one that its
/// generator types; the true ones are kept here, and the client restores them in each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The identifier, which is also the name of the method: `get_partner_list`.
    pub id: &'static str,
    /// The HTTP method in capitals: `GET`.
    pub method: &'static str,
    /// The route, with its variables in braces: `/partners/{id}`.
    ///
    /// Unlike the path of a request it holds no data, so it is fit for logs and metrics.
    pub path: &'static str,
    /// The media type of a successful answer, if that has a body.
    pub accept: Option<&'static str>,
    /// The media type of the request, if that has a body.
    pub content_type: Option<&'static str>,
    /// Whether a successful answer is JSON that the client reads into a type.
    pub json_response: bool,
    /// Whether the call is about a company, which the query parameter `companyId` names.
    pub company_id: bool,
}

impl Operation {
    /// The operation with this identifier, or `None` if the API has none of that name.
    ///
    /// ```
    /// let operation = flowii_api::Operation::find("get_company_access_list").unwrap();
    /// assert_eq!((operation.method, operation.path), ("GET", "/companies"));
    /// ```
    pub fn find(id: &str) -> Option<&'static Self> {
        // Sorted by identifier, which the generator sees to and a test below holds it to.
        let index = OPERATIONS
            .binary_search_by(|operation| operation.id.cmp(id))
            .ok()?;
        OPERATIONS.get(index)
    }

    /// Whether it moves a file, in either direction: an export, a PDF, an attachment. Such calls
    /// take longer than others.
    ///
    /// ```
    /// # use flowii_api::Operation;
    /// assert!(Operation::find("generate_document_pdf").unwrap().is_transfer());
    /// assert!(!Operation::find("get_partner_list").unwrap().is_transfer());
    /// ```
    pub fn is_transfer(&self) -> bool {
        let answers_file = self.accept.is_some() && !self.json_response;
        answers_file || self.path.split('/').any(|segment| segment == "files")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_found_by_its_identifier() {
        assert!(!OPERATIONS.is_empty());
        for operation in OPERATIONS {
            assert_eq!(Operation::find(operation.id), Some(operation));
        }
    }

    #[test]
    fn exports_pdfs_and_attachments_are_transfers() {
        for (id, expected) in [
            ("generate_document_pdf", true),
            ("get_partner_xml_export", true),
            ("upload_task_attachment", true),
            ("delete_task", false),
            ("get_partner_list", false),
            ("update_task", false),
        ] {
            let operation = Operation::find(id).unwrap();
            assert_eq!(operation.is_transfer(), expected, "{id}");
        }
    }

    #[test]
    fn a_name_that_the_api_does_not_have_is_not_found() {
        for id in ["", "get_company", "get_company_access_lists", "zzz"] {
            assert_eq!(Operation::find(id), None, "{id}");
        }
    }
}
