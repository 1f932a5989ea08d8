//! What can be asked of an open vault: which items, with which words, in which order.

use crate::FolderId;
use strongroom_credential::{Day, Severity};

/// Which items are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum View {
    /// Everything but the trash.
    #[default]
    All,
    /// The favourites.
    Favourites,
    /// The trash.
    Trash,
    /// Items of the kind with that name.
    Kind(String),
    /// Items of a folder and of the folders in it.
    Folder(FolderId),
    /// Items with that tag.
    Tag(String),
    /// Items with a weak main secret.
    Weak,
    /// Items whose main secret another item has too.
    Reused,
    /// Items whose password has that score, 0 to 4.
    Strength(u8),
    /// Items whose password is a variation of another item's, but not the same.
    Similar,
    /// Items whose password has been what it is since a day of these, the first included and the last not.
    SecretSince {
        /// The first day; the beginning where there is none.
        from: Option<Day>,
        /// The day after the last one; the end where there is none.
        until: Option<Day>,
    },
    /// Items of which something ends on a day of these, both included.
    Ends {
        /// The first day; the beginning where there is none.
        from: Option<Day>,
        /// The last day.
        to: Day,
    },
    /// Items of which the worst that is wrong, whatever the day and but for weak passwords, is that grave.
    Found(Severity),
    /// Logins without a one-time code.
    WithoutCode,
    /// Those of them at a site that is known to offer such codes.
    CodePossible,
    /// Items whose password was found in a breach, as far as [`crate::Unlocked::breaches`] was asked.
    Breached,
}

/// The order of items when no words are looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By title.
    #[default]
    Title,
    /// The latest change first.
    Modified,
    /// The latest made first.
    Created,
}

/// What to find.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Among which items.
    pub view: View,
    /// Words that all must occur.
    pub words: String,
    /// The order when there are none.
    pub sort: Sort,
}
