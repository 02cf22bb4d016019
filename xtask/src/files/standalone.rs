//! A crate like `flowii-api` that stands outside of the workspace.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use toml::{Table, Value};

use super::GeneratedFile;
use crate::generate::Module;

/// The package that is copied.
const PACKAGE: &str = "flowii-api";

/// Folders of the package that belong to the crate. Its tests stay behind: they speak of the
/// client that is checked in.
const FOLDERS: &[&str] = &["src", "examples"];

/// The files of a crate in `directory` that compiles by itself, with `modules` as its generated
/// ones.
pub(crate) fn crate_files(
    root: &Path,
    directory: &Path,
    modules: Vec<Module>,
) -> anyhow::Result<Vec<GeneratedFile>> {
    let package = root.join(PACKAGE);
    let manifest = manifest(
        &read_table(&root.join("Cargo.toml"))?,
        read_table(&package.join("Cargo.toml"))?,
    )?;
    let lock = read(&root.join("Cargo.lock"))?;
    let mut files = vec![
        GeneratedFile::new(directory.join("Cargo.toml"), toml::to_string(&manifest)?),
        GeneratedFile::new(directory.join("Cargo.lock"), lock),
    ];
    let source = Path::new("src");
    let is_generated = |file: &Path| {
        let mut generated = modules.iter().map(|module| source.join(module.file));
        generated.any(|generated| generated == file)
    };
    for folder in FOLDERS {
        for path in files_below(&package.join(folder))? {
            let inside = path.strip_prefix(&package)?;
            if !is_generated(inside) {
                files.push(GeneratedFile::new(directory.join(inside), read(&path)?));
            }
        }
    }
    for module in modules {
        let path = directory.join(source).join(module.file);
        files.push(GeneratedFile::new(path, module.text));
    }
    Ok(files)
}

/// The package's manifest with everything written out that it takes from the workspace's.
fn manifest(workspace: &Table, mut package: Table) -> anyhow::Result<Table> {
    let shared = |table: &str| {
        workspace
            .get("workspace")
            .and_then(|shared| shared.get(table))
            .and_then(Value::as_table)
    };
    let missing = |table: &str| anyhow!("the workspace has no `{table}`");
    if let Some(fields) = package.get_mut("package").and_then(Value::as_table_mut) {
        inherit(fields, shared("package").ok_or_else(|| missing("package"))?)?;
    }
    let dependencies = shared("dependencies").ok_or_else(|| missing("dependencies"))?;
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        if let Some(own) = package.get_mut(kind).and_then(Value::as_table_mut) {
            inherit(own, dependencies)?;
            // A neighbour in the workspace is none of a crate outside of it.
            own.retain(|_, dependency| dependency.get("path").is_none());
        }
    }
    // How strictly the workspace looks at its code is its own matter.
    package.remove("lints");
    // A table of its own, so that a workspace around the folder does not claim the crate.
    package.insert("workspace".to_owned(), Value::Table(Table::new()));
    Ok(package)
}

/// Replaces each `key.workspace = true` by what the workspace says, features added up.
fn inherit(own: &mut Table, shared: &Table) -> anyhow::Result<()> {
    for (key, value) in own.iter_mut() {
        if value.get("workspace") != Some(&Value::Boolean(true)) {
            continue;
        }
        let mut inherited = shared
            .get(key)
            .cloned()
            .ok_or_else(|| anyhow!("the workspace does not say what `{key}` is"))?;
        let additions = value.as_table().cloned().unwrap_or_default();
        for (field, addition) in additions
            .into_iter()
            .filter(|(field, _)| field != "workspace")
        {
            if let Value::String(version) = inherited {
                inherited = Value::Table(Table::from_iter([(
                    "version".to_owned(),
                    Value::String(version),
                )]));
            }
            let Some(table) = inherited.as_table_mut() else {
                continue;
            };
            match (table.get_mut(&field), addition) {
                (Some(Value::Array(known)), Value::Array(more)) => known.extend(more),
                (_, addition) => {
                    table.insert(field, addition);
                }
            }
        }
        *value = inherited;
    }
    Ok(())
}

fn files_below(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read_table(path: &Path) -> anyhow::Result<Table> {
    read(path)?
        .parse()
        .with_context(|| format!("{} is not TOML", path.display()))
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_workspace_says_is_written_out() {
        let workspace: Table = r#"
            [workspace.package]
            edition = "2024"
            [workspace.dependencies]
            bytes = "1.12"
            tokio = { version = "1", features = ["sync"] }
            flowii-auth = { path = "flowii-auth", version = "0.1.0" }
        "#
        .parse()
        .unwrap();
        let package: Table = r#"
            [package]
            name = "flowii-api"
            edition.workspace = true
            [lints]
            workspace = true
            [dependencies]
            bytes.workspace = true
            tokio = { workspace = true, features = ["macros"], optional = true }
            [dev-dependencies]
            flowii-auth.workspace = true
        "#
        .parse()
        .unwrap();
        let expected: Table = r#"
            workspace = {}
            [package]
            name = "flowii-api"
            edition = "2024"
            [dependencies]
            bytes = "1.12"
            tokio = { version = "1", features = ["sync", "macros"], optional = true }
            [dev-dependencies]
        "#
        .parse()
        .unwrap();
        assert_eq!(manifest(&workspace, package).unwrap(), expected);
    }

    #[test]
    fn a_dependency_that_the_workspace_lacks_is_named() {
        let workspace: Table = "[workspace.package]\n[workspace.dependencies]\n"
            .parse()
            .unwrap();
        let package: Table = "[dependencies]\nbytes.workspace = true\n".parse().unwrap();
        let error = manifest(&workspace, package).unwrap_err();
        assert!(error.to_string().contains("`bytes`"), "{error}");
    }
}
