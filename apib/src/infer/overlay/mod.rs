//! Lays the parts of a declaration over a schema, each where it belongs.

use serde_json::Value;

use super::contradiction::Contradiction;
use crate::model::schema::{Property, Schema};

mod land;
mod lay;

/// The schema with what the declaration tells, and what it tells in vain.
pub(super) fn overlay<'a>(
    schema: Schema,
    examples: &[&Value],
    declared: &'a Schema,
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
) -> (Schema, Vec<Contradiction>) {
    let mut overlay = Overlay {
        schema,
        examples,
        resolve,
        floating: Vec::new(),
        contradictions: Vec::new(),
    };
    overlay.lay(&mut Vec::new(), declared, Level::default());
    // What lands may hold parts that do not fit there and float in their turn.
    let mut from = 0;
    while from < overlay.floating.len() {
        let until = overlay.floating.len();
        overlay.land(from..until);
        from = until;
    }
    (overlay.schema, overlay.contradictions)
}

struct Overlay<'a, 'r> {
    schema: Schema,
    examples: &'r [&'r Value],
    resolve: &'r dyn Fn(&str) -> Option<&'a Schema>,
    /// Declared properties that are not where the declaration has them.
    floating: Vec<Floating<'a>>,
    contradictions: Vec<Contradiction>,
}

#[derive(Clone, Copy)]
struct Floating<'a> {
    name: &'a str,
    property: &'a Property,
    level: Level,
}

/// How far into a declaration something stands.
#[derive(Clone, Copy, Default)]
struct Level {
    depth: usize,
    /// Within one of several alternatives, which need not be what an example shows.
    is_alternative: bool,
}

impl Level {
    fn below(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }
}
