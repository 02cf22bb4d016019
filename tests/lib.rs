//! The workspace as a program that depends on it sees it. Its tests are beside this file, a
//! target each; the library itself only holds the README to its word.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../README.sk.md")]
struct SlovakReadme;

#[cfg(doctest)]
#[doc = include_str!("../flowii-api/README.md")]
struct ApiReadme;

#[cfg(doctest)]
#[doc = include_str!("../flowii-auth/README.md")]
struct AuthReadme;

#[cfg(doctest)]
#[doc = include_str!("../flowii-mock/README.md")]
struct MockReadme;
