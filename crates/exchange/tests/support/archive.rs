//! Zip archives as other programs write them, and as nobody should.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "test support")]

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// One file of an archive, and what its records claim.
pub struct Member {
    pub name: String,
    pub packed: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub size: u32,
    pub crc: u32,
}

pub fn stored(name: &str, bytes: &[u8]) -> Member {
    let size = u32::try_from(bytes.len()).unwrap();
    Member {
        name: name.into(),
        packed: bytes.to_vec(),
        method: 0,
        flags: 0,
        size,
        crc: crc32fast::hash(bytes),
    }
}

pub fn deflated(name: &str, bytes: &[u8]) -> Member {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    Member { packed: encoder.finish().unwrap(), method: 8, ..stored(name, bytes) }
}

pub fn archive(members: &[Member]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let offset = u32::try_from(out.len()).unwrap();
        let packed = u32::try_from(member.packed.len()).unwrap();
        let name = u16::try_from(member.name.len()).unwrap();
        let mut common = Vec::new();
        for number in [20, member.flags, member.method, 0, 0] {
            common.extend(number.to_le_bytes());
        }
        for number in [member.crc, packed, member.size] {
            common.extend(number.to_le_bytes());
        }
        common.extend(name.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(member.name.as_bytes());
        out.extend(&member.packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(member.name.as_bytes());
    }
    let count = u16::try_from(members.len()).unwrap();
    let (length, offset) = (u32::try_from(directory.len()).unwrap(), u32::try_from(out.len()).unwrap());
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for number in [count, count] {
        out.extend(number.to_le_bytes());
    }
    for number in [length, offset] {
        out.extend(number.to_le_bytes());
    }
    out.extend([0, 0]);
    out
}
