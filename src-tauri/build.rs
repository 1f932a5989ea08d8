//! Tells Tauri which commands the page may be allowed: the ones that the api declares, and no other.

use std::error::Error;
use std::fs;
use tauri_build::{AppManifest, Attributes};

/// The one place where commands are declared.
const LIST: &str = "crates/api/src/commands.rs";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={LIST}");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let commands = declared(&fs::read_to_string(LIST)?)?;
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(commands));
    Ok(tauri_build::try_build(attributes)?)
}

/// The names in lines of the form `name: Request => Response;` between `$callback! {` and `}`.
/// A line of another form is an error: a command must not be overlooked.
fn declared(source: &str) -> Result<&'static [&'static str], Box<dyn Error>> {
    let mut names = Vec::new();
    let lines = source.lines().map(str::trim).skip_while(|line| *line != "$callback! {").skip(1);
    for line in lines.take_while(|line| *line != "}") {
        let name = command(line).ok_or_else(|| format!("{LIST}: not a command: {line}"))?;
        names.push(&*String::leak(name.to_owned()));
    }
    if names.is_empty() { Err(format!("{LIST}: no command found").into()) } else { Ok(Vec::leak(names)) }
}

fn command(line: &str) -> Option<&str> {
    let (name, types) = line.strip_suffix(';')?.split_once(": ")?;
    types.split_once(" => ")?;
    name.chars().all(|c| c.is_ascii_lowercase() || c == '_').then_some(name)
}
