//! What a change means: to programs that run, and to those that are compiled again.

/// Whom a change breaks; the worse the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Programs that did well go on doing well.
    Harmless,
    /// A program that reads answers as they were described may meet one it cannot read.
    Readers,
    /// A program that calls as it was described may be refused, or not be understood.
    Callers,
}

impl Severity {
    /// All severities, the worst first: the order in which they are told.
    pub(crate) const WORST_FIRST: [Self; 3] = [Self::Callers, Self::Readers, Self::Harmless];

    /// The name in machine-readable output.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Harmless => "harmless",
            Self::Readers => "readers",
            Self::Callers => "callers",
        }
    }

    /// The name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Harmless => "Harmless",
            Self::Readers => "Breaking for readers",
            Self::Callers => "Breaking for callers",
        }
    }
}

/// What a change asks of the next version of the generated client; the more the later.
///
/// A change that is harmless on the wire may still rename a type or a method of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Release {
    /// Documentation and the like.
    Fix,
    /// Something more to call or to read.
    Feature,
    /// A program that uses the client may no longer compile, or no longer work.
    Breaking,
}
