//! Pictures with QR codes that are in no file: the one on the clipboard, and the one of the screen. They are handed to the
//! sandboxed reader in shades of grey, and are kept nowhere.

#[cfg(target_os = "linux")]
mod portal;
#[cfg(target_os = "linux")]
mod x11;

use strongroom_api::CodeFailure;
use strongroom_exchange::PictureError;
use strongroom_secret::SecretBytes;
use tauri::{AppHandle, async_runtime};
use tauri_plugin_clipboard_manager::ClipboardExt;

/// The picture on the clipboard, as PGM.
///
/// # Errors
/// [`CodeFailure::NoPicture`], and [`PictureError::TooLarge`].
pub(crate) async fn of_clipboard(app: &AppHandle) -> Result<SecretBytes, CodeFailure> {
    let app = app.clone();
    // Asking another program what it holds may block.
    let read = async_runtime::spawn_blocking(move || {
        let picture = app.clipboard().read_image().map_err(|_| CodeFailure::NoPicture)?;
        let shades = picture.rgba().chunks_exact(4).map(|pixel| match pixel {
            [red, green, blue, opacity] => on_white(luma(*red, *green, *blue), *opacity),
            _ => u8::MAX,
        });
        grey(picture.width(), picture.height(), shades)
    });
    read.await.map_err(|_| CodeFailure::NoPicture)?
}

/// The picture of the screen: the one that the desktop's portal gives, else what X11 shows without this window.
///
/// # Errors
/// [`CodeFailure::NoScreen`], [`CodeFailure::NotAllowed`], and [`PictureError::TooLarge`].
#[cfg(target_os = "linux")]
pub(crate) async fn of_screen(app: &AppHandle) -> Result<SecretBytes, CodeFailure> {
    match portal::screenshot().await {
        Err(CodeFailure::NoScreen) => x11::screenshot(app).await,
        done => done,
    }
}

/// Other systems ask for rights and ways of their own; a picture that they took themselves is read like any file.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn of_screen(_: &AppHandle) -> Result<SecretBytes, CodeFailure> {
    Err(CodeFailure::NoScreen)
}

/// A picture in shades of grey, row after row, as PGM (netpbm).
fn grey(width: u32, height: u32, shades: impl Iterator<Item = u8>) -> Result<SecretBytes, CodeFailure> {
    let pixels = u64::from(width) * u64::from(height);
    let size = usize::try_from(pixels).ok().filter(|_| pixels <= MAX_PIXELS).ok_or(PictureError::TooLarge)?;
    let head = format!("P5\n{width} {height}\n255\n");
    let mut picture = SecretBytes::new(Vec::with_capacity(head.len() + size));
    picture.expose_mut().extend_from_slice(head.as_bytes());
    picture.expose_mut().extend(shades.take(size));
    Ok(picture)
}

/// As many as the reader takes.
const MAX_PIXELS: u64 = 20 << 20;

/// How light a colour is (ITU-R BT.601).
fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
    u8::try_from(sum >> 8).unwrap_or(u8::MAX)
}

fn on_white(shade: u8, opacity: u8) -> u8 {
    let (shade, opacity, full) = (u32::from(shade), u32::from(opacity), u32::from(u8::MAX));
    u8::try_from((shade * opacity + full * (full - opacity)) / full).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_as_light_as_they_look() {
        assert_eq!((luma(0, 0, 0), luma(255, 255, 255)), (0, 255));
        assert!(luma(0, 0, 255) < luma(255, 0, 0) && luma(255, 0, 0) < luma(0, 255, 0));
        assert_eq!((on_white(0, 255), on_white(0, 0), on_white(0, 128)), (0, 255, 127));
    }

    #[test]
    fn picture_says_its_size_and_holds_no_more_than_that() {
        let picture = grey(2, 1, [7_u8, 8, 9].into_iter()).unwrap();
        assert_eq!(picture.expose(), b"P5\n2 1\n255\n\x07\x08");
        assert_eq!(
            grey(1 << 16, 1 << 16, std::iter::empty()).err(),
            Some(CodeFailure::Picture(PictureError::TooLarge))
        );
    }
}
