//! The registry by prefix.
//!
//! Prefixes stand sorted, each with the place of the longest other prefix that it begins with. The longest prefix of a text
//! is then the last one that does not sort after it, or one of those that it begins with: one binary search and a few
//! steps, however many keys are known.

use super::super::form::KeyForm;
use super::super::shape::Shape;
use std::sync::LazyLock;

/// One shape of one kind of key.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    form: &'static KeyForm,
    shape: &'static Shape,
}

struct Node {
    prefix: &'static str,
    parent: Option<usize>,
    candidates: Vec<Candidate>,
}

struct Index {
    nodes: Vec<Node>,
    /// Those that begin with a run.
    unprefixed: Vec<Candidate>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::of(super::forms()));

/// What a whole text is, by its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::api_key) enum Lookup {
    /// One of these. A checksum that does not fit makes it a mistyped one, or a made-up one.
    Known { form: &'static KeyForm, checksum_fits: Option<bool> },
    /// It begins as one of these, and has not its shape.
    Broken { form: &'static KeyForm },
}

impl Index {
    fn of(forms: impl Iterator<Item = &'static KeyForm>) -> Self {
        let all = forms.flat_map(|form| form.shapes.iter().map(move |shape| Candidate { form, shape }));
        let (mut prefixed, unprefixed): (Vec<_>, Vec<_>) =
            all.partition(|one| !one.shape.prefix().is_empty());
        prefixed.sort_by_key(|one| one.shape.prefix());
        let mut nodes: Vec<Node> = Vec::new();
        for group in prefixed.chunk_by(|a, b| a.shape.prefix() == b.shape.prefix()) {
            let prefix = group.first().map_or("", |one| one.shape.prefix());
            // Sorted, the longest of a prefix's own prefixes is the one before it or one of that one's.
            let parent = ancestors(&nodes, nodes.len().checked_sub(1))
                .find(|(_, node)| prefix.starts_with(node.prefix))
                .map(|(at, _)| at);
            nodes.push(Node { prefix, parent, candidates: group.to_vec() });
        }
        Self { nodes, unprefixed }
    }

    /// The prefixes that the text begins with, the longest first.
    fn prefixes_of<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = &'a Node> {
        let after = self.nodes.partition_point(|node| node.prefix.as_bytes() <= text);
        ancestors(&self.nodes, after.checked_sub(1))
            .map(|(_, node)| node)
            .filter(|node| text.starts_with(node.prefix.as_bytes()))
    }
}

fn ancestors(nodes: &[Node], from: Option<usize>) -> impl Iterator<Item = (usize, &Node)> {
    let node = |at: usize| nodes.get(at).map(|node| (at, node));
    std::iter::successors(from.and_then(node), move |(_, last)| last.parent.and_then(node))
}

/// What the whole text is.
pub(in crate::api_key) fn look_up(text: &str) -> Option<Lookup> {
    let bytes = text.as_bytes();
    let prefixed = INDEX.prefixes_of(bytes).flat_map(|node| node.candidates.iter());
    let mut mistyped = None;
    for Candidate { form, shape } in prefixed.chain(&INDEX.unprefixed) {
        if !shape.fits(bytes) {
            continue;
        }
        match shape.checksum.holds(text, shape.prefix().len()) {
            // What has a common beginning and a wrong checksum is something else.
            Some(false) if !form.telling => {}
            Some(false) => mistyped = mistyped.or(Some(*form)),
            checksum_fits => return Some(Lookup::Known { form, checksum_fits }),
        }
    }
    match mistyped {
        Some(form) => Some(Lookup::Known { form, checksum_fits: Some(false) }),
        None => begun(bytes).map(|form| Lookup::Broken { form }),
    }
}

/// The kind that a text begins as, and is not. The most telling prefix wins.
fn begun(text: &[u8]) -> Option<&'static KeyForm> {
    let mut forms = INDEX.prefixes_of(text).flat_map(|node| node.candidates.iter().map(|one| one.form));
    let first = forms.next()?;
    Some(if first.telling { first } else { forms.find(|form| form.telling).unwrap_or(first) })
}

/// The kind of key that begins this text, and its length in bytes. Looks at prefixed shapes only.
pub(in crate::api_key) fn starts(text: &[u8]) -> Option<(&'static KeyForm, usize)> {
    INDEX
        .prefixes_of(text)
        .flat_map(|node| node.candidates.iter())
        .filter_map(|one| one.shape.matched(text).map(|length| (one.form, length)))
        .max_by_key(|(_, length)| *length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(text: &str) -> Vec<&'static str> {
        let all = INDEX.nodes.iter().map(|node| node.prefix);
        let mut found: Vec<&str> = all.filter(|prefix| text.starts_with(prefix)).collect();
        found.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        found
    }

    fn indexed(text: &str) -> Vec<&'static str> {
        INDEX.prefixes_of(text.as_bytes()).map(|node| node.prefix).collect()
    }

    #[test]
    fn lookup_takes_few_steps_however_many_keys_are_known() {
        let steps = |at| ancestors(&INDEX.nodes, Some(at)).count();
        assert!(INDEX.nodes.len() > 150);
        assert!((0..INDEX.nodes.len()).all(|at| steps(at) <= 4));
        assert!(INDEX.nodes.iter().all(|node| node.candidates.len() <= 8));
        assert!(INDEX.unprefixed.len() <= 32);
    }

    #[test]
    fn every_prefix_finds_itself_and_those_that_it_begins_with() {
        for prefix in INDEX.nodes.iter().map(|node| node.prefix) {
            for end in ["", "\0", "0", "z", "~", "\u{10ffff}"] {
                let text = format!("{prefix}{end}");
                assert_eq!(indexed(&text), naive(&text), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn index_finds_what_a_search_of_all_finds(at in any::<prop::sample::Index>(), cut in 0_usize..12, end in ".{0,12}") {
            let prefix = INDEX.nodes[at.index(INDEX.nodes.len())].prefix;
            let text = format!("{}{end}", &prefix[..prefix.len().saturating_sub(cut)]);
            prop_assert_eq!(indexed(&text), naive(&text));
            prop_assert_eq!(indexed(&end), naive(&end));
        }
    }
}
