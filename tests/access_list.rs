//! What the page may ask of the shell, as Tauri resolves it, held against the list that a person has read.
//!
//! `cargo test -p strongroom-desktop --test access_list -- --ignored` writes the list anew; read the difference.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails is to panic"
)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};
use tauri::utils::acl::capability::Capability;
use tauri::utils::acl::manifest::Manifest;
use tauri::utils::acl::resolved::{Resolved, ResolvedCommand};
use tauri::utils::platform::Target;

/// What the page needs of Tauri itself, and no more.
const OF_TAURI: [&str; 6] = [
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:event|listen",
    "plugin:event|unlisten",
    "plugin:webview|set_webview_zoom",
    "plugin:window|close",
];

macro_rules! names {
    ($($name:ident: $request:ident => $response:ident;)*) => { &[$(stringify!($name)),*] };
}
/// Every command of the api.
const OF_THE_API: &[&str] = strongroom_api::for_each_command!(names);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn built<T: serde::de::DeserializeOwned>(name: &str) -> BTreeMap<String, T> {
    serde_json::from_str(&fs::read_to_string(Path::new(env!("OUT_DIR")).join(name)).unwrap()).unwrap()
}

fn resolved() -> Resolved {
    let manifests = built::<Manifest>("acl-manifests.json");
    let capabilities = built::<Capability>("capabilities.json");
    Resolved::resolve(&manifests, capabilities, Target::Linux).unwrap()
}

fn snapshot() -> PathBuf {
    root().join("tests/access-list.snap")
}

fn listed() -> String {
    let resolved = resolved();
    let mut out = String::new();
    for (what, commands) in [("allowed", &resolved.allowed_commands), ("denied", &resolved.denied_commands)] {
        for (name, rules) in commands {
            for rule in rules {
                writeln!(out, "{what} {name} {}", described(rule)).unwrap();
            }
        }
    }
    writeln!(out, "command scopes {:?}", resolved.command_scope).unwrap();
    writeln!(out, "global scopes {:?}", resolved.global_scope).unwrap();
    out
}

fn described(rule: &ResolvedCommand) -> String {
    let labels = |patterns: &[_]| patterns.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    format!(
        "context={:?} windows={} webviews={}",
        rule.context,
        labels(&rule.windows),
        labels(&rule.webviews)
    )
}

#[test]
fn access_list_is_the_one_that_was_read() {
    let read = fs::read_to_string(snapshot()).unwrap();
    assert_eq!(listed(), read, "read the new list and write it: see the head of this file");
}

#[test]
#[ignore = "writes the list anew"]
fn write_access_list() {
    fs::write(snapshot(), listed()).unwrap();
}

#[test]
fn page_may_call_every_command_of_the_api_and_six_of_tauri() {
    let allowed: BTreeSet<_> = resolved().allowed_commands.into_keys().collect();
    let wanted = OF_THE_API.iter().chain(&OF_TAURI).map(ToString::to_string).collect();
    assert_eq!(allowed, wanted);
}

#[test]
fn only_the_local_page_of_the_one_window_is_allowed_anything() {
    for (name, rules) in resolved().allowed_commands {
        for rule in rules {
            assert_eq!(described(&rule), "context=Local windows=main webviews=", "{name}");
        }
    }
}

fn config() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("tauri.conf.json")).unwrap()).unwrap()
}

#[test]
fn page_may_load_nothing_but_itself() {
    let security = &config()["app"]["security"];
    let policy: BTreeMap<String, String> = serde_json::from_value(security["csp"].clone()).unwrap();
    assert_eq!(policy["default-src"], "'none'");
    assert_eq!(policy["script-src"], "'self'");
    for (directive, sources) in &policy {
        for source in sources.split(' ') {
            let own = ["'none'", "'self'", "ipc:", "http://ipc.localhost", "data:"].contains(&source);
            assert!(own && (source != "data:" || directive == "img-src"), "{directive} {source}");
        }
    }
    // With it, the isolation frame's own scheme is not added, and every command stops silently.
    assert!(!policy.contains_key("frame-src"));
}

#[test]
fn page_is_isolated_and_gets_no_global_interface() {
    let app = &config()["app"];
    assert_eq!(app["security"]["pattern"]["use"], "isolation");
    assert_eq!(app["security"]["freezePrototype"], true);
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["security"]["capabilities"], serde_json::json!(["main"]));
}
