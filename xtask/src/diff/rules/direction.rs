//! Rules of changes that matter one way for what is sent and the other way for what is read.

use super::Rule;

/// Which way a value travels; a schema may be used in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Direction {
    /// From the caller to the server.
    Request,
    /// From the server to the reader.
    Response,
}

/// How the set of values that something admits has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shift {
    /// More is admitted than was.
    Widened,
    /// Less is admitted than was.
    Narrowed,
    /// Something else is admitted, or it cannot be told.
    Changed,
}

/// The rule for a change of the types of a value.
pub(crate) fn type_rule(direction: Direction, shift: Shift) -> Rule {
    match (direction, shift) {
        (Direction::Request, Shift::Widened) => Rule::RequestTypeWidened,
        (Direction::Request, Shift::Narrowed) => Rule::RequestTypeNarrowed,
        (Direction::Request, Shift::Changed) => Rule::RequestTypeChanged,
        (Direction::Response, Shift::Widened) => Rule::ResponseTypeWidened,
        (Direction::Response, Shift::Narrowed) => Rule::ResponseTypeNarrowed,
        (Direction::Response, Shift::Changed) => Rule::ResponseTypeChanged,
    }
}

/// The rule for a change of the format of a value.
pub(crate) fn format_rule(direction: Direction, shift: Shift) -> Rule {
    match (direction, shift) {
        (Direction::Request, Shift::Widened) => Rule::RequestFormatWidened,
        (Direction::Request, Shift::Narrowed) => Rule::RequestFormatNarrowed,
        (Direction::Request, Shift::Changed) => Rule::RequestFormatChanged,
        (Direction::Response, Shift::Widened) => Rule::ResponseFormatWidened,
        (Direction::Response, Shift::Narrowed) => Rule::ResponseFormatNarrowed,
        (Direction::Response, Shift::Changed) => Rule::ResponseFormatChanged,
    }
}

/// The rule for a change of a bound or a pattern.
pub(crate) fn constraint_rule(direction: Direction, shift: Shift) -> Rule {
    match (direction, shift) {
        (Direction::Request, Shift::Widened) => Rule::RequestConstraintWidened,
        (Direction::Request, Shift::Narrowed) => Rule::RequestConstraintNarrowed,
        (Direction::Request, Shift::Changed) => Rule::RequestConstraintChanged,
        (Direction::Response, Shift::Widened) => Rule::ResponseConstraintWidened,
        (Direction::Response, Shift::Narrowed) => Rule::ResponseConstraintNarrowed,
        (Direction::Response, Shift::Changed) => Rule::ResponseConstraintChanged,
    }
}

/// The request's rule or the response's.
pub(crate) fn by_direction(direction: Direction, request: Rule, response: Rule) -> Rule {
    match direction {
        Direction::Request => request,
        Direction::Response => response,
    }
}
