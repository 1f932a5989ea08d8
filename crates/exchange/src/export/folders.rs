//! What becomes of folders themselves, whatever lies in them, in formats that write their paths with slashes.

use super::Content;
use super::fields::joined;
use super::loss::{LossReason, Losses};
use std::collections::HashSet;

/// Accounts for folders that become one because their paths are the same with slashes between the levels; and, where
/// nothing lies in it that would say so, for the `reason` why a folder has another name.
pub(super) fn account(
    content: Content<'_>,
    reason: impl Fn(&[String]) -> Option<LossReason>,
    losses: &mut Losses,
) {
    losses.about("");
    let filled: HashSet<usize> = content.items.iter().filter_map(|item| item.folder).collect();
    let mut known = HashSet::new();
    for (place, folder) in content.folders.iter().enumerate() {
        let path = joined(folder);
        if let Some(reason) = reason(&folder.path).filter(|_| !filled.contains(&place)) {
            losses.add(&path, reason);
        }
        if known.contains(&path) {
            losses.add(&path, LossReason::FolderMerged);
        }
        known.insert(path);
    }
}

/// The same where items alone bring their folders along: those that none brings, in itself or in a folder below, are left out.
pub(super) fn account_brought(content: Content<'_>, losses: &mut Losses) {
    losses.about("");
    let paths = content.items.iter().filter_map(|item| content.folders.get(item.folder?)).map(joined);
    let paths: HashSet<String> = paths.collect();
    let ends = |path: &str| path.match_indices('/').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
    let brought: HashSet<&str> =
        paths.iter().flat_map(|path| ends(path).into_iter().filter_map(|end| path.get(..end))).collect();
    let mut known = HashSet::new();
    for path in content.folders.iter().map(joined) {
        if !brought.contains(path.as_str()) {
            losses.add(&path, LossReason::FolderEmpty);
        } else if known.contains(&path) {
            losses.add(&path, LossReason::FolderMerged);
        }
        known.insert(path);
    }
}

/// Why a folder of that path has another one in a format that separates levels by slashes.
pub(super) fn split(path: &[String]) -> Option<LossReason> {
    let splits = path.iter().any(|name| name.contains('/') || name.is_empty());
    splits.then_some(LossReason::FolderName)
}
