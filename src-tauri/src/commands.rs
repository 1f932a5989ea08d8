//! The commands that the page may call: one for each entry of the api's list, which alone says what they do.
//!
//! Nothing is decided here. An entry without its command does not compile.

use strongroom_api::{ApiError, App, types};
use tauri::ipc::Invoke;
use tauri::{State, Wry};

macro_rules! commands {
    ($($name:ident: $request:ident => $response:ident;)*) => {
        $(
            #[tauri::command]
            async fn $name(
                app: State<'_, App>,
                request: types::$request,
            ) -> Result<types::$response, ApiError> {
                app.$name(request).await
            }
        )*

        /// Answers the page's calls.
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

strongroom_api::for_each_command!(commands);

#[cfg(test)]
mod tests {
    use super::NAMES;
    use serde_json::Value;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// What the page needs of Tauri itself, and no more.
    const OF_TAURI: [&str; 4] =
        ["core:event:allow-listen", "core:event:allow-unlisten", "dialog:allow-open", "dialog:allow-save"];

    fn capability() -> Value {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/capabilities/main.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn page_is_allowed_every_command_of_the_api_and_four_of_tauri() {
        let allowed = capability();
        let allowed: BTreeSet<_> =
            allowed["permissions"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        let own = NAMES.iter().map(|name| format!("allow-{}", name.replace('_', "-")));
        assert_eq!(allowed, own.chain(OF_TAURI.map(str::to_owned)).collect());
    }

    #[test]
    fn nothing_but_the_local_page_of_the_one_window_is_allowed_anything() {
        let capability = capability();
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
        assert!(capability.get("remote").is_none() && capability.get("webviews").is_none());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/capabilities");
        assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
    }
}
