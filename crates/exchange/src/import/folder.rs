//! A folder as one file, so that it goes to the sandboxed importer as any other file does: a zip archive without compression.

use crc32fast::hash;
use strongroom_secret::SecretBytes;

/// One file of a folder.
#[derive(Debug)]
pub struct NamedFile {
    /// Its name below the folder, levels separated by slashes. Personal.
    pub name: String,
    /// Its content. Secret.
    pub bytes: SecretBytes,
}

/// The files as one archive. None where there are more than 65,534 of them, or more than 4 GiB, or a name is longer than
/// 65,535 bytes.
pub fn pack_folder(files: &[NamedFile]) -> Option<SecretBytes> {
    let count = u16::try_from(files.len()).ok().filter(|count| *count < u16::MAX)?;
    let total: usize = files.iter().map(|file| file.bytes.expose().len() + 2 * file.name.len() + 80).sum();
    let mut out = SecretBytes::new(Vec::with_capacity(total + 22));
    let mut directory = Vec::new();
    for file in files {
        let offset = u32::try_from(out.expose().len()).ok()?;
        let common = common_of(file)?;
        // Exposed to be written into the archive, which is as secret.
        let to = out.expose_mut();
        to.extend_from_slice(b"PK\x03\x04");
        to.extend_from_slice(&common);
        to.extend_from_slice(file.name.as_bytes());
        to.extend_from_slice(file.bytes.expose());
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&common);
        // No comment, the first volume, no attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(file.name.as_bytes());
    }
    let (length, offset) = (u32::try_from(directory.len()).ok()?, u32::try_from(out.expose().len()).ok()?);
    let to = out.expose_mut();
    to.extend_from_slice(&directory);
    to.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    to.extend([count, count].iter().flat_map(|number| number.to_le_bytes()));
    to.extend([length, offset].iter().flat_map(|number| number.to_le_bytes()));
    to.extend_from_slice(&[0, 0]);
    Some(out)
}

/// What both records of a file say: version, flags (a name in UTF-8), no compression, no time, checksum, sizes.
fn common_of(file: &NamedFile) -> Option<Vec<u8>> {
    // Exposed to be measured.
    let bytes = file.bytes.expose();
    let (size, name) = (u32::try_from(bytes.len()).ok()?, u16::try_from(file.name.len()).ok()?);
    let mut common = Vec::with_capacity(26);
    common.extend([20_u16, 1 << 11, 0, 0, 0].iter().flat_map(|number| number.to_le_bytes()));
    common.extend([hash(bytes), size, size].iter().flat_map(|number| number.to_le_bytes()));
    common.extend([name, 0].iter().flat_map(|number| number.to_le_bytes()));
    Some(common)
}
