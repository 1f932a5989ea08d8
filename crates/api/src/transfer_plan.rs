//! What an import is to do: which items come, which are merged into others, and where their folders go; and what a person
//! is shown of it beforehand.

use crate::browse::{folder_id, index};
use crate::session::count;
use crate::transfer::incoming;
use crate::types::{
    FolderPlan, FolderTarget, ImportFolder, KnownItem, RunImportRequest, Standings, Treatment, Treatments,
};
use crate::{ApiError, types};
use std::collections::HashMap;
use strongroom_exchange::{ParsedFolder, ParsedImport, ParsedItem};
use strongroom_vault::{Compared, FolderId, ImportPlan, Merging, Order, Standing, Unlocked};

/// Items of a file that are shown beside those of the vault.
const MOST_SHOWN: usize = 200;
/// Folders of a file that are shown.
const MOST_FOLDERS: usize = 1000;

/// In which folder something begins, and the names of further ones.
type Place = (Option<FolderId>, Vec<String>);

/// Where the folders of a file go.
pub(crate) struct Places {
    /// Items that lie in no folder.
    outside: Place,
    folders: Vec<Place>,
    /// For each folder, the one that it lies in.
    parents: Vec<Option<usize>>,
}

impl Places {
    pub(crate) fn of(folders: &[ParsedFolder], plan: &FolderPlan) -> Result<Self, ApiError> {
        let paths = folders.iter().map(|folder| folder.path.clone());
        let parents = parents(folders);
        match plan {
            FolderPlan::AsTheyAre => {
                let outside = (None, Vec::new());
                Ok(Self { outside, folders: paths.map(|path| (None, path)).collect(), parents })
            }
            FolderPlan::Into { target } => {
                let outside = place(target)?;
                let inside = paths.map(|path| joined(&outside, &path)).collect();
                Ok(Self { folders: inside, outside, parents })
            }
            FolderPlan::Each { folders: mapped } => {
                let mut chosen = HashMap::new();
                for one in mapped {
                    chosen.insert(one.position.map(index), place(&one.target)?);
                }
                Ok(Self::each(folders, parents, chosen))
            }
        }
    }

    /// A folder goes where it is said, or else with the one that it lies in.
    fn each(
        folders: &[ParsedFolder],
        parents: Vec<Option<usize>>,
        mut chosen: HashMap<Option<usize>, Place>,
    ) -> Self {
        let outside = chosen.remove(&None).unwrap_or_default();
        let mut placed: Vec<Place> = Vec::with_capacity(folders.len());
        for (position, (ParsedFolder { path }, parent)) in folders.iter().zip(&parents).enumerate() {
            let place = chosen.remove(&Some(position)).unwrap_or_else(|| {
                let above = parent.and_then(|parent| placed.get(parent));
                match above.zip(path.last()) {
                    Some((above, name)) => joined(above, std::slice::from_ref(name)),
                    None => (None, path.clone()),
                }
            });
            placed.push(place);
        }
        Self { outside, folders: placed, parents }
    }

    /// The folders that have no item in them, nor in what is in them: they are made all the same. The others are made for what
    /// comes into them, and not for what is left out or merged into items that lie elsewhere.
    fn empty_in_file(&self, items: &[ParsedItem]) -> Vec<Place> {
        let mut used = vec![false; self.folders.len()];
        for mut folder in items.iter().filter_map(|item| item.folder) {
            // Each folder is gone through once, with those above it.
            while let Some(one) = used.get_mut(folder).filter(|used| !**used) {
                *one = true;
                match self.parents.get(folder).copied().flatten() {
                    Some(parent) => folder = parent,
                    None => break,
                }
            }
        }
        let folders = self.folders.iter().zip(used);
        folders.filter(|(_, used)| !used).map(|(place, _)| place.clone()).collect()
    }

    /// Where an item goes that lies in that folder of the file.
    pub(crate) fn of_item(&self, folder: Option<usize>) -> Place {
        folder.and_then(|folder| self.folders.get(folder)).unwrap_or(&self.outside).clone()
    }
}

/// For each folder, the one before it that it lies in.
fn parents(folders: &[ParsedFolder]) -> Vec<Option<usize>> {
    let mut by_path: HashMap<&[String], usize> = HashMap::with_capacity(folders.len());
    let mut parents = Vec::with_capacity(folders.len());
    for (position, ParsedFolder { path }) in folders.iter().enumerate() {
        parents.push(path.split_last().and_then(|(_, above)| by_path.get(above).copied()));
        by_path.insert(path, position);
    }
    parents
}

fn place(target: &FolderTarget) -> Result<Place, ApiError> {
    let folder = target.folder.as_deref().map(folder_id).transpose()?;
    Ok((folder, target.path.iter().filter(|name| !name.trim().is_empty()).cloned().collect()))
}

fn joined((folder, above): &Place, names: &[String]) -> Place {
    (*folder, above.iter().chain(names).cloned().collect())
}

/// What becomes of each item. `now` is when an item was changed that does not say so.
pub(crate) fn plan<'s>(
    items: Vec<ParsedItem>,
    compared: &[Compared],
    request: &RunImportRequest,
    places: &Places,
    source: &'s str,
    now: i64,
) -> ImportPlan<'s> {
    let chosen: HashMap<usize, Treatment> =
        request.each.iter().map(|one| (index(one.position), one.treatment)).collect();
    let folders = places.empty_in_file(&items);
    let mut plan = ImportPlan { folders, source, ..ImportPlan::default() };
    for (position, (item, compared)) in items.into_iter().zip(compared).enumerate() {
        let by_class = treatment(&request.duplicates, compared.standing);
        let wanted = chosen.get(&position).copied().unwrap_or(by_class);
        match (wanted, compared.ours) {
            (Treatment::Skip, _) => {}
            // What the file itself has twice is merged by being left out.
            (Treatment::Merge, None) if compared.standing == Standing::Same => {}
            (Treatment::Merge, Some(into)) => {
                let order = match compared.standing {
                    Standing::Same | Standing::Older => Order::Beneath,
                    _ => Order::OnTop,
                };
                plan.merging.push(Merging { incoming: incoming(item, places, now), into, order });
            }
            _ => plan.incoming.push(incoming(item, places, now)),
        }
    }
    plan
}

fn treatment(treatments: &Treatments, standing: Standing) -> Treatment {
    match standing {
        Standing::New => Treatment::Keep,
        Standing::Same => treatments.same,
        Standing::Newer => treatments.newer,
        Standing::Older => treatments.older,
        Standing::Different => treatments.different,
    }
}

pub(crate) fn standings(compared: &[Compared]) -> Standings {
    let of = |standing| count(compared.iter().filter(|one| one.standing == standing).count());
    Standings {
        new: of(Standing::New),
        same: of(Standing::Same),
        newer: of(Standing::Newer),
        older: of(Standing::Older),
        different: of(Standing::Different),
    }
}

/// The first items that are not new, beside those of the vault; the very same ones last, for there is least to decide.
pub(crate) fn known(items: &[ParsedItem], compared: &[Compared], vault: &Unlocked) -> Vec<KnownItem> {
    let mut known: Vec<_> = items.iter().zip(compared).enumerate().collect();
    known.retain(|(_, (_, one))| one.standing != Standing::New);
    known.sort_by_key(|(_, (_, one))| one.standing == Standing::Same);
    let row = |(position, (parsed, one)): (usize, (&ParsedItem, &Compared))| {
        let ours = one.ours.and_then(|id| vault.overview(id));
        KnownItem {
            position: count(position),
            standing: shown(one.standing),
            kind: parsed.item.kind.name().to_owned(),
            title: parsed.item.title.clone(),
            subtitle: parsed.item.subtitle(),
            modified: parsed.modified_ms,
            ours: ours.map(|ours| ours.title.to_string()),
            ours_modified: ours.map(|ours| ours.modified),
        }
    };
    known.into_iter().take(MOST_SHOWN).map(row).collect()
}

fn shown(standing: Standing) -> types::Standing {
    match standing {
        Standing::New => types::Standing::New,
        Standing::Same => types::Standing::Same,
        Standing::Newer => types::Standing::Newer,
        Standing::Older => types::Standing::Older,
        Standing::Different => types::Standing::Different,
    }
}

/// The folders of the file, each behind its parent.
pub(crate) fn tree(parsed: &ParsedImport) -> Vec<ImportFolder> {
    let mut items = vec![0_usize; parsed.folders.len()];
    for folder in parsed.items.iter().filter_map(|item| item.folder) {
        if let Some(number) = items.get_mut(folder) {
            *number += 1;
        }
    }
    let mut folders: Vec<_> = parsed.folders.iter().zip(items).enumerate().collect();
    folders.sort_by(|(_, (one, _)), (_, (next, _))| one.path.cmp(&next.path));
    let row = |(position, (folder, items)): (usize, (&ParsedFolder, usize))| ImportFolder {
        position: count(position),
        name: folder.path.last().cloned().unwrap_or_default(),
        depth: count(folder.path.len().saturating_sub(1)),
        items: count(items),
    };
    folders.into_iter().take(MOST_FOLDERS).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::FolderMapping;

    fn path(text: &str) -> Vec<String> {
        text.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    fn target(text: &str) -> FolderTarget {
        FolderTarget { folder: None, path: path(text) }
    }

    fn placed(plan: &FolderPlan) -> Vec<String> {
        let folders = ["Work", "Work/Servers", "Work/Servers/Old", "Home"];
        let folders: Vec<ParsedFolder> =
            folders.iter().map(|text| ParsedFolder { path: path(text) }).collect();
        let places = Places::of(&folders, plan).unwrap();
        (0..4).map(Some).chain([None]).map(|place| places.of_item(place).1.join("/")).collect()
    }

    #[test]
    fn folders_go_as_they_are_into_one_or_each_where_it_is_said_with_what_is_in_it() {
        assert_eq!(placed(&FolderPlan::AsTheyAre), ["Work", "Work/Servers", "Work/Servers/Old", "Home", ""]);
        let into = FolderPlan::Into { target: target("From/KeePass") };
        let expected = [
            "From/KeePass/Work",
            "From/KeePass/Work/Servers",
            "From/KeePass/Work/Servers/Old",
            "From/KeePass/Home",
            "From/KeePass",
        ];
        assert_eq!(placed(&into), expected);
        let mapping = |position, text| FolderMapping { position, target: target(text) };
        let folders = vec![mapping(Some(1), "Machines"), mapping(None, "Rest"), mapping(Some(3), "")];
        let each = FolderPlan::Each { folders };
        assert_eq!(placed(&each), ["Work", "Machines", "Machines/Old", "", "Rest"]);
    }

    #[test]
    fn folders_are_made_for_themselves_only_where_the_file_has_nothing_in_them() {
        let folders = ["Work", "Work/Servers", "Work/Empty", "Home"];
        let folders: Vec<ParsedFolder> =
            folders.iter().map(|text| ParsedFolder { path: path(text) }).collect();
        let places = Places::of(&folders, &FolderPlan::AsTheyAre).unwrap();
        let mut item =
            ParsedItem::new(strongroom_credential::Item::new(strongroom_credential::Kind::LOGIN, "T"));
        item.folder = Some(1);
        let empty: Vec<String> =
            places.empty_in_file(&[item]).into_iter().map(|(_, path)| path.join("/")).collect();
        assert_eq!(empty, ["Work/Empty", "Home"]);
    }

    #[test]
    fn folder_that_is_no_id_is_refused() {
        let target = FolderTarget { folder: Some("Work".to_owned()), path: Vec::new() };
        assert!(Places::of(&[], &FolderPlan::Into { target }).is_err());
    }
}
