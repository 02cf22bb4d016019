//! For tools.

use serde_json::{Value, json};

use crate::diff::finding::{Finding, Part};
use crate::diff::rules::{Release, Severity};

use super::Comparison;

/// The comparison as JSON. Names are stable; members may be added.
pub(crate) fn json(comparison: &Comparison) -> Value {
    let count = |severity| comparison.count(severity);
    json!({
        "old": comparison.old,
        "new": comparison.new,
        "severity": comparison.severity().map(Severity::name),
        "counts": {
            "callers": count(Severity::Callers),
            "readers": count(Severity::Readers),
            "harmless": count(Severity::Harmless),
            "documentation_left_out": comparison.documentation,
        },
        "version": comparison.version.as_ref().map(|version| json!({
            "package": version.package,
            "current": version.current.to_string(),
            "next": version.next.to_string(),
            "release": version.release.map(release),
        })),
        "changes": comparison.findings.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule.name(),
        "severity": finding.rule.severity().name(),
        "release": release(finding.rule.release()),
        "part": part(&finding.place.part),
        "value": finding.place.value,
        "before": finding.before,
        "after": finding.after,
        "operations": finding.operations,
    })
}

fn part(part: &Part) -> Value {
    match part {
        Part::Document => json!({"kind": "document"}),
        Part::Operation => json!({"kind": "operation"}),
        Part::Parameter { location, name } => {
            json!({"kind": "parameter", "in": location, "name": name})
        }
        Part::RequestBody { media_type } => {
            json!({"kind": "request-body", "media_type": media_type})
        }
        Part::Response { status, media_type } => {
            json!({"kind": "response", "status": status, "media_type": media_type})
        }
        Part::Header { status, name } => {
            json!({"kind": "header", "status": status, "name": name})
        }
        Part::Component(name) => json!({"kind": "schema", "name": name}),
    }
}

fn release(release: Release) -> &'static str {
    match release {
        Release::Fix => "fix",
        Release::Feature => "feature",
        Release::Breaking => "breaking",
    }
}
