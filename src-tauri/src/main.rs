//! Starts the desktop app: puts the parts together and answers to what happens to the window.
//!
//! No rule of the vault is decided here. Every other file of the shell has one duty of the operating system.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod autolock;
#[cfg(target_os = "linux")]
mod bus;
mod clipboard;
mod commands;
mod dropping;
mod host;
mod leave;
mod picture;
#[cfg(target_os = "linux")]
mod reminders;
#[cfg(target_os = "linux")]
mod screen;
#[cfg(target_os = "linux")]
mod suspend;
mod tray;
mod window;

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use strongroom_api::{App, types::Nothing};
use strongroom_host::{ImportWorker, import_worker, places};
use strongroom_secret::WipingAllocator;
use tauri::{AppHandle, Manager, RunEvent, WindowEvent, async_runtime};

#[global_allocator]
static MEMORY: WipingAllocator = WipingAllocator;

fn main() -> ExitCode {
    if let Some(code) = import_worker::run_if_asked() {
        return code;
    }
    strongroom_secret::use_plain_allocator();
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "there is no window to show it in")]
            {
                eprintln!("Strongroom could not start: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    // A system that refuses is no reason to keep a person from their vault.
    let _ = strongroom_secret::harden_process();
    needs_display()?;
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| drop(window::show(app))))
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(|app| start(app.handle()))
        .build(tauri::generate_context!())?;
    app.run(answer);
    Ok(())
}

/// Without a display the toolkit would panic.
fn needs_display() -> Result<(), &'static str> {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_there = cfg!(not(target_os = "linux")) || named("WAYLAND_DISPLAY") || named("DISPLAY");
    is_there
        .then_some(())
        .ok_or("neither WAYLAND_DISPLAY nor DISPLAY is set: start it inside a desktop session")
}

fn start(app: &AppHandle) -> Result<(), Box<dyn Error>> {
    let host = host::Desktop::new(app.clone(), places()?, ImportWorker::of_this_program()?);
    app.manage(App::new(Arc::new(host)));
    window::show(app)?;
    autolock::start(app);
    #[cfg(target_os = "linux")]
    reminders::start(app);
    tray::start(app);
    leave::on_signals(app);
    Ok(())
}

fn answer(app: &AppHandle, event: RunEvent) {
    match event {
        RunEvent::WindowEvent { event: WindowEvent::CloseRequested { api, .. }, .. } => {
            if window::is_quitting(app) {
                api.prevent_close();
                leave::start(app);
            } else if tray::is_there(app) {
                api.prevent_close();
                hide(app.clone());
            } else if window::asks_first(app, false) {
                api.prevent_close();
            }
        }
        RunEvent::WindowEvent { event: WindowEvent::DragDrop(event), .. } => dropping::tell(app, &event),
        RunEvent::ExitRequested { api, code, .. } if !leave::is_done() => {
            api.prevent_exit();
            // The last window closed: with a tray the program stays, without one it ends.
            if code.is_some() || !tray::is_there(app) {
                leave::start(app);
            }
        }
        _ => {}
    }
}

fn hide(app: AppHandle) {
    async_runtime::spawn(async move {
        // Any command that reads the vault tells whether there is one to read.
        let locked = app.state::<App>().sidebar(Nothing {}).await.is_err();
        window::hide(&app, locked);
    });
}
