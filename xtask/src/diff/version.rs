//! The next version of a crate, by the rules of semantic versioning as cargo reads them.

use anyhow::Context;
use semver::Version;

use super::rules::Release;

/// A crate, its version, and the one that follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NextVersion {
    pub(crate) package: String,
    pub(crate) current: Version,
    /// The same as `current` if nothing asks for a release.
    pub(crate) next: Version,
    pub(crate) release: Option<Release>,
}

impl NextVersion {
    /// Reads the version from a package's manifest, or from that of its workspace if it is said
    /// there.
    ///
    /// # Errors
    ///
    /// If a manifest is not one, or names no version.
    pub(crate) fn from_manifests(
        manifest: &str,
        workspace: &str,
        release: Option<Release>,
    ) -> anyhow::Result<Self> {
        let manifest: toml::Table = manifest.parse()?;
        let workspace: toml::Table = workspace.parse()?;
        let package = &manifest.get("package").context("no package")?;
        let name = package.get("name").and_then(toml::Value::as_str);
        let inherited = || workspace.get("workspace")?.get("package")?.get("version");
        let version = package.get("version").filter(|version| version.is_str());
        let version = version.or_else(inherited).and_then(toml::Value::as_str);
        let current = Version::parse(version.context("no version")?)?;
        Ok(Self {
            package: name.context("no name")?.to_owned(),
            next: release.map_or_else(|| current.clone(), |release| next(&current, release)),
            current,
            release,
        })
    }
}

/// The version after this one. Before 1.0, the second number stands for what breaks; before 0.1,
/// the third does.
fn next(current: &Version, release: Release) -> Version {
    let Version {
        major,
        minor,
        patch,
        ..
    } = *current;
    // A pre-release becomes what it announces, if that is enough.
    let announced = !current.pre.is_empty();
    let (major, minor, patch) = match (release, major, minor) {
        (Release::Breaking, 0, 0) => (0, 0, patch + 1),
        (Release::Breaking, 0, _) if announced && patch == 0 => (0, minor, 0),
        (Release::Breaking, 0, _) => (0, minor + 1, 0),
        (Release::Breaking, _, _) if announced && minor == 0 && patch == 0 => (major, 0, 0),
        (Release::Breaking, _, _) => (major + 1, 0, 0),
        (Release::Feature, 1.., _) if announced && patch == 0 => (major, minor, 0),
        (Release::Feature, 1.., _) => (major, minor + 1, 0),
        (Release::Feature | Release::Fix, _, _) if announced => (major, minor, patch),
        (Release::Feature | Release::Fix, _, _) => (major, minor, patch + 1),
    };
    Version::new(major, minor, patch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_from_what_changed() {
        for (current, release, expected) in [
            ("0.1.0", Release::Breaking, "0.2.0"),
            ("0.1.3", Release::Feature, "0.1.4"),
            ("0.1.3", Release::Fix, "0.1.4"),
            ("0.0.3", Release::Breaking, "0.0.4"),
            ("1.2.3", Release::Breaking, "2.0.0"),
            ("1.2.3", Release::Feature, "1.3.0"),
            ("1.2.3", Release::Fix, "1.2.4"),
            ("0.2.0-rc.1", Release::Breaking, "0.2.0"),
            ("2.0.0-rc.1", Release::Breaking, "2.0.0"),
            ("1.2.0-rc.1", Release::Breaking, "2.0.0"),
            ("1.2.3-rc.1", Release::Fix, "1.2.3"),
        ] {
            let found = next(&Version::parse(current).unwrap(), release);
            assert_eq!(found.to_string(), expected, "{current} {release:?}");
        }
    }

    #[test]
    fn a_version_may_be_that_of_the_workspace() {
        let workspace = "[workspace.package]\nversion = \"0.4.1\"";
        for (manifest, expected) in [
            ("[package]\nname = \"a\"\nversion.workspace = true", "0.4.1"),
            ("[package]\nname = \"a\"\nversion = \"1.0.0\"", "1.0.0"),
        ] {
            let version = NextVersion::from_manifests(manifest, workspace, None).unwrap();
            assert_eq!(version.current.to_string(), expected);
            assert_eq!(version.next, version.current);
        }
    }
}
