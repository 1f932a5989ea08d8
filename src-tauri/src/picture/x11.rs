//! The screen as X11 shows it, without this window: whoever wants to read a code has it somewhere else.

use super::{grey, luma};
use crate::window;
use std::time::Duration;
use strongroom_api::CodeFailure;
use strongroom_secret::SecretBytes;
use tauri::{AppHandle, async_runtime};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat, ImageOrder, Screen};
use x11rb::rust_connection::RustConnection;

/// What the desktop takes to draw what the window had covered.
const PAUSE: Duration = Duration::from_millis(400);

/// The whole screen.
///
/// # Errors
/// [`CodeFailure::NoScreen`] where there is no X11, or one of few colours.
pub(super) async fn screenshot(app: &AppHandle) -> Result<SecretBytes, CodeFailure> {
    // A Wayland session shows X11's programs alone.
    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        return Err(CodeFailure::NoScreen);
    }
    window::hide(app, false);
    tokio::time::sleep(PAUSE).await;
    let seen = async_runtime::spawn_blocking(|| capture().ok_or(CodeFailure::NoScreen)?).await;
    let _ = window::show(app);
    seen.map_err(|_| CodeFailure::NoScreen)?
}

fn capture() -> Option<Result<SecretBytes, CodeFailure>> {
    let (server, number) = x11rb::connect(None).ok()?;
    let setup = server.setup();
    let screen = setup.roots.get(number)?;
    let format = setup.pixmap_formats.iter().find(|format| format.depth == screen.root_depth)?;
    if format.bits_per_pixel != 32 || setup.image_byte_order != ImageOrder::LSB_FIRST {
        return None;
    }
    let pixels = pixels(&server, screen)?;
    let shades = pixels.expose().chunks_exact(4).map(|pixel| match pixel {
        [blue, green, red, _] => luma(*red, *green, *blue),
        _ => u8::MAX,
    });
    Some(grey(screen.width_in_pixels.into(), screen.height_in_pixels.into(), shades))
}

fn pixels(server: &RustConnection, screen: &Screen) -> Option<SecretBytes> {
    let (width, height) = (screen.width_in_pixels, screen.height_in_pixels);
    let all = u32::MAX;
    let asked = server.get_image(ImageFormat::Z_PIXMAP, screen.root, 0, 0, width, height, all).ok()?;
    Some(SecretBytes::new(asked.reply().ok()?.data))
}
