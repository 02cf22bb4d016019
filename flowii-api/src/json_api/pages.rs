//! Lists page by page.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::future::Future;
use std::hash::{Hash, Hasher};

use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use progenitor_client::ResponseValue;

use super::{List, ResourceType};
use crate::Error;
use crate::json_api::ErrorDocument;

/// Pages of a list, as they come.
pub type Pages<'a, T> = BoxStream<'a, Result<List<T>, Error<ErrorDocument>>>;

/// Items of a list, as they come.
pub type Items<'a, T> = BoxStream<'a, Result<T, Error<ErrorDocument>>>;

/// The pages of a list, from the first one (0) on; `call` asks for one of them.
///
/// Each is asked for only when it is polled for. The stream ends after a page that names no next
/// one, before a page that is empty or repeats one that was there, and with the first error: it
/// never goes round in circles, even if FLOWii should not know of pages at all.
pub fn pages<'a, T, F, A>(call: F) -> Pages<'a, T>
where
    T: ResourceType + Send + 'a,
    F: FnMut(i64) -> A + Send + 'a,
    A: Future<Output = Result<ResponseValue<List<T>>, Error<ErrorDocument>>> + Send + 'a,
{
    let start = Some((0, HashSet::new(), call));
    let pages = stream::unfold(start, |state| async {
        let (number, mut seen, mut call) = state?;
        let page = match call(number).await {
            Ok(page) => page.into_inner(),
            Err(error) => return Some((Err(error), None)),
        };
        if page.data.is_empty() || !seen.insert(fingerprint(&page)) {
            return None;
        }
        let links = page.links.as_ref();
        let more = links.is_some_and(|links| links.next.is_some());
        Some((Ok(page), more.then_some((number + 1, seen, call))))
    });
    pages.boxed()
}

/// The items of the pages.
pub fn items<'a, T: Send + 'a>(pages: Pages<'a, T>) -> Items<'a, T> {
    pages
        .map_ok(|page| stream::iter(page.data).map(Ok))
        .try_flatten()
        .boxed()
}

/// Tells pages apart by what is on them.
fn fingerprint<T: ResourceType>(page: &List<T>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for resource in &page.data {
        resource.id().hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use futures::executor::block_on;

    use super::*;
    use crate::json_api::{Links, OtherResource};

    fn page(ids: &[i64], next: bool) -> List<OtherResource> {
        let resources = ids.iter().map(|id| OtherResource {
            type_: "x".to_owned(),
            id: (*id).into(),
            members: BTreeMap::new(),
        });
        let mut page = List::new(resources);
        page.links = next.then(|| Links {
            next: Some(String::new()),
            ..Links::default()
        });
        page
    }

    /// The numbers of the pages that were asked for, and the identifiers that came out.
    fn asked(answer: impl Fn(i64) -> List<OtherResource> + Send + Sync) -> (Vec<i64>, Vec<String>) {
        let numbers = Mutex::new(Vec::new());
        let pages = pages(|number| {
            numbers.lock().unwrap().push(number);
            let page = answer(number);
            async {
                Ok(ResponseValue::new(
                    page,
                    reqwest::StatusCode::OK,
                    http::HeaderMap::default(),
                ))
            }
        });
        let items = items(pages).map(|item| item.unwrap().id.to_string());
        let items = block_on(items.collect());
        (numbers.into_inner().unwrap(), items)
    }

    #[test]
    fn a_list_ends_without_a_next_link() {
        let (numbers, ids) = asked(|number| page(&[number * 2, number * 2 + 1], number < 1));
        assert_eq!(numbers, [0, 1]);
        assert_eq!(ids, ["0", "1", "2", "3"]);
    }

    #[test]
    fn a_list_ends_before_an_empty_page() {
        let (numbers, ids) = asked(|number| page(&[number][..usize::from(number < 2)], true));
        assert_eq!(numbers, [0, 1, 2]);
        assert_eq!(ids, ["0", "1"]);
    }

    #[test]
    fn a_list_that_repeats_itself_ends() {
        let (numbers, ids) = asked(|_| page(&[5], true));
        assert_eq!((numbers.len(), ids.len()), (2, 1));
        let (numbers, ids) = asked(|number| page(&[number % 3], true));
        assert_eq!((numbers.len(), ids.len()), (4, 3));
    }
}
