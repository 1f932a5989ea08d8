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
    };
}

strongroom_api::for_each_command!(commands);
