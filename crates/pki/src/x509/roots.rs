//! The certificates that are trusted without anybody vouching for them. They come as bytes from the host; nothing here looks
//! for them.

use super::certificate::Certificate;
use super::contents::is_certificate;
use super::name::DistinguishedName;
use super::pem;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Where a root's trust comes from, and so how strict a chain to it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RootKind {
    /// The system's or a browser's list: the rules of the CA/Browser Forum hold too.
    Public,
    /// The user's own choice: the rules of RFC 5280 hold.
    Own,
}

/// A set of roots. Cheap to ask, about 300 bytes a root beside its own.
#[derive(Debug, Clone, Default)]
pub struct Roots {
    all: Vec<Certificate>,
    kinds: HashMap<[u8; 32], RootKind>,
    by_subject: HashMap<DistinguishedName, Vec<usize>>,
}

impl Roots {
    /// No roots.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one; a second time it changes nothing.
    pub fn add(&mut self, root: Certificate, kind: RootKind) {
        if let Entry::Vacant(place) = self.kinds.entry(root.digest()) {
            place.insert(kind);
            self.by_subject.entry(root.subject().clone()).or_default().push(self.all.len());
            self.all.push(root);
        }
    }

    /// Adds the certificates of a text such as `/etc/ssl/certs/ca-certificates.crt`, and says how many of them could not be
    /// read. Of a text over 16 MiB nothing is read.
    pub fn add_pem(&mut self, text: &str, kind: RootKind) -> usize {
        let mut unreadable = 0;
        for block in pem::blocks(text).filter(|block| is_certificate(block.label)) {
            match block.bytes().and_then(|bytes| Certificate::from_der(&bytes).ok()) {
                Some(root) => self.add(root, kind),
                None => unreadable += 1,
            }
        }
        unreadable
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn named(&self, subject: &DistinguishedName) -> impl Iterator<Item = &Certificate> {
        let places = self.by_subject.get(subject).into_iter().flatten();
        places.filter_map(|place| self.all.get(*place))
    }

    /// What kind of root it is, if it is one.
    pub(super) fn kind(&self, certificate: &Certificate) -> Option<RootKind> {
        self.kinds.get(&certificate.digest()).copied()
    }
}
