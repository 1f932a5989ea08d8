//! Files that are dragged over the window and dropped onto it: the page is told the path of one, and of nothing else.
//!
//! No file is opened here. A locked vault is told of no path.

use std::path::PathBuf;
use strongroom_api::App;
use strongroom_api::types::{Dropped, Nothing};
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, async_runtime};

/// Tells the page what hovers over it and what was dropped.
pub(crate) fn tell(app: &AppHandle, event: &DragDropEvent) {
    // A page that cannot be told, because there is none, misses nothing.
    let _ = match event {
        DragDropEvent::Enter { .. } => app.emit("hovering", true),
        DragDropEvent::Drop { paths, .. } => {
            drop_onto(app.clone(), path_among(paths));
            app.emit("hovering", false)
        }
        DragDropEvent::Leave => app.emit("hovering", false),
        _ => Ok(()),
    };
}

fn drop_onto(app: AppHandle, path: Option<String>) {
    async_runtime::spawn(async move {
        // Any command that reads the vault tells whether it is open.
        if app.state::<App>().sidebar(Nothing {}).await.is_ok() {
            let _ = app.emit("dropped", Dropped { path });
        }
    });
}

/// The one path, if it is one and can be said.
fn path_among(paths: &[PathBuf]) -> Option<String> {
    match paths {
        [path] => path.to_str().map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_path_is_told_and_of_several_none() {
        let at = |name: &str| PathBuf::from(name);
        assert_eq!(path_among(&[at("/home/anna/export.csv")]).as_deref(), Some("/home/anna/export.csv"));
        assert_eq!(path_among(&[]), None);
        assert_eq!(path_among(&[at("/one"), at("/two")]), None);
    }
}
