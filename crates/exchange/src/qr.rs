//! The QR codes in a picture. Whoever calls this with a picture of a stranger's does it in a process that may die: the
//! decoders are bounded in memory and size, and still they are the largest parsers here.

use image::{DynamicImage, GrayImage, ImageFormat, ImageReader, Limits, imageops};
use serde::{Deserialize, Serialize};
use std::io::Cursor;
use strongroom_secret::{SecretBytes, SecretString, serde_exposed};
use thiserror::Error;

/// Largest file, in MiB.
pub const MAX_PICTURE_MIB: u64 = 20;
/// Most pixels of a picture.
const MAX_PIXELS: u64 = 50_000_000;
/// Longest side of a picture, in pixels.
const MAX_SIDE: u32 = 32_000;
/// Most memory that a decoder may take, in bytes: sixteen bits for each of four channels, and then some.
const MAX_DECODED: u64 = 640 << 20;
/// The side to which a picture is made smaller when nothing is found in it as it is, in pixels.
const SMALLER: [u32; 2] = [1600, 800];
/// Most codes of one picture.
const MAX_CODES: usize = 32;

/// The formats that are read; PNM is how a host hands over what it captured itself.
const FORMATS: [ImageFormat; 5] =
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Pnm];

/// What a QR code says. Secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeText(#[serde(with = "serde_exposed")] pub SecretString);

/// Why a picture gave no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PictureError {
    /// It is of no format that is read.
    #[error("the file is no picture that can be read: choose a PNG, JPEG, WebP or GIF")]
    Format,
    /// It is larger than any screenshot or photograph.
    #[error("the picture is too large: cut the QR code out of it (20 MiB and 50 megapixels at most)")]
    TooLarge,
    /// It is cut off or broken.
    #[error("the picture is damaged: save or take it again")]
    Damaged,
    /// There is no QR code in it, or none that is sharp enough.
    #[error("no QR code was found in the picture: take it nearer, sharper and whole")]
    NoCode,
    /// There is one, and what it says is no text.
    #[error("the QR code in the picture holds no text: it is none of a credential")]
    NoText,
}

/// What the QR codes of a picture say, each once, in the order in which they are found.
///
/// # Errors
/// [`PictureError`]; never an empty list.
pub fn read_codes(bytes: &[u8]) -> Result<Vec<CodeText>, PictureError> {
    let picture = decode(bytes)?.into_luma8();
    let found = codes(&picture)?;
    if !found.is_empty() {
        return Ok(found);
    }
    for side in SMALLER {
        if picture.width().max(picture.height()) > side {
            let found = codes(&smaller(&picture, side))?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }
    Err(PictureError::NoCode)
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    if u64::try_from(bytes.len()).map_or(true, |length| length > MAX_PICTURE_MIB << 20) {
        return Err(PictureError::TooLarge);
    }
    let format = image::guess_format(bytes).ok().filter(|format| FORMATS.contains(format));
    let format = format.ok_or(PictureError::Format)?;
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format)
        .into_dimensions()
        .map_err(|_| PictureError::Damaged)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width.max(height) > MAX_SIDE {
        return Err(PictureError::TooLarge);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED);
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        _ => PictureError::Damaged,
    })?;
    Ok(on_white(picture))
}

/// What shows through is white, as on a page; a code on nothing would be black on black.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut pixels = picture.into_luma_alpha8();
    for pixel in pixels.pixels_mut() {
        let [light, opaque] = pixel.0;
        let white = u8::MAX - opaque;
        let shown = u16::from(light) * u16::from(opaque) / u16::from(u8::MAX) + u16::from(white);
        pixel.0 = [u8::try_from(shown).unwrap_or(u8::MAX), u8::MAX];
    }
    pixels.into()
}

fn smaller(picture: &GrayImage, side: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    let scaled = |length: u32| {
        let length = u64::from(length) * u64::from(side) / u64::from(longest.max(1));
        u32::try_from(length).unwrap_or(side).max(1)
    };
    imageops::thumbnail(picture, scaled(width), scaled(height))
}

/// As it is, and white on black, as dark pages show it.
fn codes(picture: &GrayImage) -> Result<Vec<CodeText>, PictureError> {
    let found = scan(picture)?;
    if !found.is_empty() {
        return Ok(found);
    }
    let mut inverted = picture.clone();
    imageops::invert(&mut inverted);
    scan(&inverted)
}

fn scan(picture: &GrayImage) -> Result<Vec<CodeText>, PictureError> {
    let (width, height) = picture.dimensions();
    let (Ok(across), Ok(down)) = (usize::try_from(width), usize::try_from(height)) else {
        return Err(PictureError::TooLarge);
    };
    let light = |x: usize, y: usize| picture.as_raw().get(y * across + x).copied().unwrap_or(u8::MAX);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(across, down, light);
    let mut found: Vec<CodeText> = Vec::new();
    let mut unreadable = false;
    for grid in prepared.detect_grids().into_iter().take(MAX_CODES) {
        let mut text = SecretBytes::default();
        if grid.decode_to(text.expose_mut()).is_err() {
            continue;
        }
        match text_of(&text) {
            Some(text) if !found.contains(&text) => found.push(text),
            Some(_) => {}
            None => unreadable = true,
        }
    }
    if found.is_empty() && unreadable { Err(PictureError::NoText) } else { Ok(found) }
}

fn text_of(bytes: &SecretBytes) -> Option<CodeText> {
    // Exposed to be copied into another secret.
    let text = std::str::from_utf8(bytes.expose()).ok()?;
    (!text.trim().is_empty()).then(|| CodeText(SecretString::from(text)))
}

#[cfg(test)]
mod tests;
