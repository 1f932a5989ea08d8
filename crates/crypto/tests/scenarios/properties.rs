//! Properties over generated values: what is written is read back, and hostile bytes give an error and no panic.

use crate::support::{PLACE, Seeded, code, damaged, layout, vault};
use proptest::prelude::*;
use strongroom_crypto::wire::{Reader, WireError, Writer};
use strongroom_crypto::{
    Envelope, Header, HeaderError, KdfParams, Place, RecoveryCode, UnlockSecret, VaultKeys,
};

proptest! {
    #[test]
    fn wire_values_come_back(a: u8, b: u16, c: u32, d: u64, e: i64, flag: bool, text: String, blob: Vec<u8>, id: Option<[u8; 16]>) {
        let mut writer = Writer::new();
        writer.u8(a).u16(b).u32(c).u64(d).i64(e).u8(u8::from(flag)).optional_id(id.as_ref());
        writer.text(&text).unwrap().blob(&blob).unwrap();
        prop_assert_eq!(writer.len(), 24 + if id.is_some() { 17 } else { 1 } + 8 + text.len() + blob.len());
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!((reader.u8(), reader.u16(), reader.u32(), reader.u64()), (Ok(a), Ok(b), Ok(c), Ok(d)));
        prop_assert_eq!((reader.i64(), reader.flag(), reader.optional_id()), (Ok(e), Ok(flag), Ok(id)));
        prop_assert_eq!((reader.text(), reader.blob()), (Ok(text.as_str()), Ok(blob.as_slice())));
        prop_assert_eq!(reader.finish(), Ok(()));
    }

    #[test]
    fn reading_any_bytes_never_takes_more_than_there_are(bytes: Vec<u8>, count: usize) {
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!(reader.take(count).is_ok(), count <= bytes.len());
        let mut reader = Reader::new(&bytes);
        if let Ok(blob) = reader.blob() {
            prop_assert_eq!(4 + blob.len() + reader.rest().len(), bytes.len());
        }
        let _ = Reader::new(&bytes).text();
    }

    #[test]
    fn any_bytes_are_no_header_no_record_and_no_code(bytes: Vec<u8>, text: String) {
        let (keys, ..) = vault(1);
        prop_assert!(Header::parse(&bytes).is_err());
        prop_assert!(keys.open(&PLACE, &bytes).is_err());
        prop_assert!(RecoveryCode::parse(&text.into()).is_err());
        let _ = Envelope::peek(&bytes);
    }

    #[test]
    fn header_comes_back_byte_for_byte(seed in 0_u64..1 << 20, slots in 1_usize..5, epochs in 0_usize..4, generation: u64, pages: u32, entries: u64, head: [u8; 32]) {
        let random = Seeded::new(seed);
        let secrets: Vec<UnlockSecret> = (0..5).take(slots).map(code).collect();
        let (mut keys, mut header) = VaultKeys::create(&secrets, KdfParams::FLOOR, &random).unwrap();
        for _ in 0..epochs {
            keys.begin_epoch(&mut header, &random).unwrap();
        }
        header.generation = generation;
        header.audit_entries = entries;
        header.audit_head = head;
        keys.finish(&mut header, &Default::default());
        header.pages = pages;
        let bytes = header.to_bytes();
        let parsed = Header::parse(&bytes);
        prop_assert_eq!(parsed.as_ref(), Ok(&header));
        prop_assert_eq!(keys.authentic(&header), pages == 0);
    }

    #[test]
    fn record_comes_back_and_its_length_tells_only_the_step(content in prop::collection::vec(any::<u8>(), 0..5000), class: u8, id: [u8; 16], version: u64) {
        let (mut keys, mut header, _) = vault(1);
        let place = Place { class, id, version };
        let sealed = keys.seal(&mut header, &place, &content, &Seeded::new(9)).unwrap();
        let opened = keys.open(&place, &sealed).unwrap();
        prop_assert_eq!(opened.expose(), &content);
        let n = content.len() + 4;
        let step = if n <= 1024 { 64 } else { [64, 128, 256][(n / 1024).ilog2() as usize] };
        prop_assert_eq!(sealed.len(), 105 + n.div_ceil(step) * step + 16);
    }

    #[test]
    fn recovery_code_comes_back(seed in 0_u64..1 << 31) {
        let made = RecoveryCode::make(&Seeded::new(seed)).unwrap();
        prop_assert_eq!(RecoveryCode::parse(&made.to_text()), Ok(made));
    }
}

#[test]
fn header_cut_short_anywhere_with_a_length_that_fits_is_refused() {
    let (_, header, _) = vault(1);
    let bytes = header.to_bytes();
    for (what, mut cut) in damaged(&bytes).filter(|(_, cut)| cut.len() != bytes.len() && cut.len() >= 16) {
        let length = u32::try_from(cut.len()).unwrap();
        cut[12..16].copy_from_slice(&length.to_be_bytes());
        assert!(Header::parse(&cut).is_err(), "{what}");
    }
}

#[test]
fn header_whose_slots_or_epochs_are_out_of_order_or_doubled_is_refused() {
    let (mut keys, mut header) =
        VaultKeys::create(&[code(1), code(2)], KdfParams::FLOOR, &Seeded::new(3)).unwrap();
    keys.begin_epoch(&mut header, &Seeded::new(4)).unwrap();
    let bytes = header.to_bytes();
    let epochs = layout::SLOTS + 2 * layout::SLOT + 2;
    for (start, size) in [(layout::SLOTS, layout::SLOT), (epochs, layout::EPOCH)] {
        let (first, second) = (start..start + size, start + size..start + 2 * size);
        let mut swapped = bytes.clone();
        swapped[first.clone()].copy_from_slice(&bytes[second.clone()]);
        let mut doubled = bytes.clone();
        doubled[second.clone()].copy_from_slice(&bytes[first.clone()]);
        swapped[second].copy_from_slice(&bytes[first]);
        for wrong in [swapped, doubled] {
            assert_eq!(Header::parse(&wrong), Err(HeaderError::Damaged(WireError::Range)), "from {start}");
        }
    }
}

#[test]
fn header_of_another_kind_version_or_suite_is_refused_by_name() {
    let bytes = vault(1).1.to_bytes();
    let version = |major, minor| HeaderError::Version { major, minor };
    let cases = [
        (0, 0x88, HeaderError::NotAVault),
        (6, b'\n', HeaderError::NotAVault),
        (9, 2, version(2, 0)),
        (9, 0, version(0, 0)),
        (11, 1, version(1, 1)),
        (17, 2, HeaderError::Suite),
        (21, 0, HeaderError::SecurityVersion),
    ];
    for (place, value, expected) in cases {
        let mut changed = bytes.clone();
        changed[place] = value;
        assert_eq!(Header::parse(&changed), Err(expected), "byte {place}");
    }
}
