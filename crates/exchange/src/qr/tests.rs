use super::*;
use image::{ImageEncoder, Luma};
use std::process::Command;

/// A picture by Debian's `qrencode`; none, with a notice, where it is missing.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn drawn(text: &str, extra: &[&str]) -> Option<Vec<u8>> {
    let made =
        Command::new("qrencode").args(["-t", "PNG", "-o", "-"]).args(extra).args(["--", text]).output();
    match made {
        Ok(made) if made.status.success() => Some(made.stdout),
        _ => {
            eprintln!("skipped: qrencode is not installed");
            None
        }
    }
}

fn said(bytes: &[u8]) -> Vec<String> {
    read_codes(bytes).unwrap().into_iter().map(|code| code.0.expose().clone()).collect()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

const OTPAUTH: &str = "otpauth://totp/Shop:anna?secret=JBSWY3DPEHPK3PXP&issuer=Shop";

#[test]
fn what_qrencode_draws_is_read() {
    let long = "x".repeat(900);
    for text in [OTPAUTH, "WIFI:T:WPA;S:Caf\\;e;P:p\\\\w;;", "Grüße 東京", &long] {
        for extra in [&["-s", "3"][..], &["-s", "8", "-l", "H"], &["-s", "4", "-m", "1"]] {
            let Some(png) = drawn(text, extra) else { return };
            assert_eq!(said(&png), [text], "{extra:?}");
        }
    }
}

#[test]
fn every_format_and_a_code_in_white_on_black_is_read() {
    let Some(png) = drawn(OTPAUTH, &["-s", "5"]) else { return };
    let picture = image::load_from_memory(&png).unwrap().into_rgb8();
    let picture = DynamicImage::from(picture);
    for format in FORMATS {
        assert_eq!(said(&written(&picture, format)), [OTPAUTH], "{format:?}");
    }
    let mut inverted = picture;
    inverted.invert();
    assert_eq!(said(&written(&inverted, ImageFormat::Png)), [OTPAUTH]);
}

#[test]
fn several_codes_on_a_large_screen_are_all_read_once() {
    let (Some(one), Some(two)) = (drawn(OTPAUTH, &["-s", "4"]), drawn("WIFI:S:Home;;", &["-s", "6"])) else {
        return;
    };
    let mut screen = GrayImage::from_pixel(2560, 1440, Luma([200]));
    for (png, x, y) in [(&one, 300, 200), (&two, 1500, 800), (&one, 2000, 100)] {
        imageops::replace(&mut screen, &image::load_from_memory(png).unwrap().into_luma8(), x, y);
    }
    let mut found = said(&written(&screen.into(), ImageFormat::Png));
    found.sort();
    assert_eq!(found, ["WIFI:S:Home;;", OTPAUTH]);
}

#[test]
fn code_on_a_ground_that_shows_through_is_read() {
    let Some(png) = drawn(OTPAUTH, &["-s", "5", "--background=00000000"]) else { return };
    assert_eq!(said(&png), [OTPAUTH]);
}

#[test]
fn what_is_no_picture_of_a_code_says_why() {
    let blank = written(&GrayImage::from_pixel(64, 64, Luma([255])).into(), ImageFormat::Png);
    let half = blank.get(..blank.len() / 2).unwrap();
    for (bytes, why) in [
        (&b""[..], PictureError::Format),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureError::Format),
        (b"BM\x36\0\0\0\0\0\0\0", PictureError::Format),
        (&blank, PictureError::NoCode),
        (half, PictureError::Damaged),
        (b"\x89PNG\r\n\x1a\n", PictureError::Damaged),
    ] {
        assert_eq!(read_codes(bytes), Err(why), "{:?}", bytes.get(..8));
    }
}

#[test]
fn picture_that_would_take_too_much_is_refused_before_it_is_decoded() {
    let mut large = Vec::new();
    // A header alone: what follows is never looked at.
    image::codecs::png::PngEncoder::new(&mut large)
        .write_image(&[0], 1, 1, image::ExtendedColorType::L8)
        .unwrap();
    let header = b"P5\n31000 31000\n255\n";
    assert_eq!(read_codes(header), Err(PictureError::TooLarge));
    assert_eq!(read_codes(&vec![0; (20 << 20) + 1]), Err(PictureError::TooLarge));
    assert_eq!(read_codes(b"P5\n1 40000\n255\n"), Err(PictureError::TooLarge));
}

#[test]
fn nothing_that_is_cut_or_changed_makes_it_panic() {
    let Some(png) = drawn(OTPAUTH, &["-s", "3"]) else { return };
    let picture = image::load_from_memory(&png).unwrap().into_rgb8().into();
    for format in FORMATS {
        let good = written(&picture, format);
        for at in (0..good.len()).step_by(good.len() / 40 + 1) {
            let mut bad = good.clone();
            bad[at] ^= 0x55;
            let _ = read_codes(&bad);
            let _ = read_codes(&good[..at]);
        }
    }
}
