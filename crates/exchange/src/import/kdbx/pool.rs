//! The attachments of a database, which entries name by a number, within what all of them may take together.

use super::inflate::{MAX_PAYLOAD, gunzip};
use super::xml::Element;
use crate::import::{ImportError, MAX_ATTACHMENT_BYTES};
use std::collections::HashMap;
use strongroom_secret::SecretBytes;

/// The attachments by number.
#[derive(Default)]
pub(super) struct Pool {
    by_number: HashMap<String, Vec<u8>>,
    handed_out: u64,
    expanded: usize,
}

impl Pool {
    /// KDBX 4 has them before the XML, numbered as they come.
    pub(super) fn of_inner_header(binaries: Vec<Vec<u8>>) -> Self {
        let by_number = binaries.into_iter().enumerate().map(|(number, bytes)| (number.to_string(), bytes));
        Self { by_number: by_number.collect(), ..Self::default() }
    }

    /// KDBX 3.1 and KeePass's XML have them in the document.
    pub(super) fn add_all(&mut self, binaries: Element) -> Result<(), ImportError> {
        for binary in binaries.children {
            let number = binary.attribute("ID").unwrap_or_default().to_owned();
            let bytes = self.bytes_of(binary)?;
            self.by_number.insert(number, bytes);
        }
        Ok(())
    }

    /// The content of an element that holds an attachment itself.
    pub(super) fn bytes_of(&mut self, binary: Element) -> Result<Vec<u8>, ImportError> {
        let packed = binary.attribute("Compressed").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let bytes = binary.into_bytes()?;
        if !packed {
            return Ok(bytes);
        }
        let mut plain = gunzip(&bytes, MAX_PAYLOAD.saturating_sub(self.expanded))?;
        self.expanded = self.expanded.saturating_add(plain.len());
        Ok(std::mem::take(&mut *plain))
    }

    pub(super) fn number(&self, number: &str) -> Option<&[u8]> {
        self.by_number.get(number).map(Vec::as_slice)
    }

    /// A copy to hand out, or none where all copies together would be too large: many entries may name one attachment.
    pub(super) fn hand_out(&mut self, number: &str) -> Option<SecretBytes> {
        let length = self.number(number)?.len();
        self.spend(length)?;
        self.number(number).map(|bytes| SecretBytes::new(bytes.to_vec()))
    }

    /// Counts bytes that are handed out.
    pub(super) fn spend(&mut self, length: usize) -> Option<()> {
        let total = self.handed_out.saturating_add(length as u64);
        if total > MAX_ATTACHMENT_BYTES {
            return None;
        }
        self.handed_out = total;
        Some(())
    }
}
