//! What a format cannot say as it is: which item, which field, why.

/// What becomes of something in a file of another format. Personal: both names come from the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The title of the item.
    pub item: String,
    /// The field's name, or what else of the item: `kind`, `folder`, `tags`, `history`, `created`, `deleted`…
    pub field: String,
    /// Why, and what becomes of it.
    pub reason: LossReason,
}

/// Why something is not in the file as it is in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LossReason {
    /// Kept, as a field of the user's own.
    AsOwnField,
    /// Kept, as plain text.
    AsText,
    /// Kept, as hidden text.
    AsHidden,
    /// Kept, in an item of another kind.
    OtherKind,
    /// Kept, with an apostrophe before it.
    Neutralised,
    /// Kept, one level deeper.
    FolderName,
    /// Kept, in one folder whose name is the whole path.
    FolderPath,
    /// Kept, in one folder with another of the same path.
    FolderMerged,
    /// Left out: a folder in which nothing lies.
    FolderEmpty,
    /// Kept, without the fraction of its second.
    Rounded,
    /// Kept, as the address of the same code.
    CodeApart,
    /// Kept, as a passkey in the notation of the format.
    PasskeyForm,
    /// Kept, as text: to other programs it is no passkey.
    PasskeyText,
    /// Kept, in a folder less deep.
    TooDeep,
    /// Left out: a file that is larger than the format can hold.
    TooLarge,
    /// Kept; readers that have a limit refuse it.
    TooLong,
    /// Kept; the item is not marked as what it is.
    NoTrash,
    /// Kept; the item is marked as archived.
    Archived,
    /// The title becomes the address.
    Untitled,
    /// Earlier versions, but for their passwords, are left out.
    OnlyPasswords,
    /// Earlier versions are left out.
    NoHistory,
    /// Kept, with the numbers of some letters in their places.
    Numbered,
    /// Left out: a file that hangs on the item.
    NoAttachment,
    /// Left out: a date outside the years 0 to 9999, or one that the format has no place for.
    NoDate,
    /// Left out: no variable.
    NoVariable,
    /// Left out: the name is another variable's.
    NameTaken,
    /// Kept; some programs read another value.
    ReadOtherwise,
    /// Kept; KeePassXC shows no code of it.
    NoCode,
    /// Kept; other programs part it at commas and semicolons.
    TagParted,
    /// Kept; other programs show it without some characters.
    NoXml,
    /// Left out: no key and no certificate.
    NoKey,
    /// Left out: the format has no place for it.
    NoPlace,
    /// Left out: all files together are larger than an export takes.
    Apart,
    /// The item could not be read in the vault.
    Damaged,
}

impl LossReason {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::AsOwnField => "the format has no such field: it becomes one of your own",
            Self::AsText => "the format has no field of this type: it becomes plain text",
            Self::AsHidden => "the format has no field of this type: it becomes hidden text",
            Self::OtherKind => "the format has no such kind of item: it becomes the one that is nearest",
            Self::Neutralised => "a spreadsheet would take it for a formula: an apostrophe is put before it",
            Self::FolderName => "the format separates folders by slashes: the folder's name is split there",
            Self::FolderPath => "the format has no folders in folders: the path becomes the name of one",
            Self::FolderMerged => {
                "another folder has the same path once slashes separate the levels: both become one"
            }
            Self::FolderEmpty => "the format has items only: a folder without one is left out",
            Self::Rounded => "the format counts whole seconds: fractions of one are left out",
            Self::CodeApart => {
                "the format takes one-time codes apart: the same code comes back as an address"
            }
            Self::PasskeyForm => {
                "the format writes passkeys in its own way: other programs take what it has a place for"
            }
            Self::PasskeyText => {
                "the format cannot hold this passkey: it becomes text, with which nobody can log in"
            }
            Self::TooDeep => "the format has at most 64 levels of folders: what lies deeper moves up",
            Self::TooLarge => "the format holds no file of 2 GiB or more: it is left out",
            Self::TooLong => "it is longer than 1 MiB: programs may refuse the file for it",
            Self::NoTrash => "the format knows no trash: the item is among the others",
            Self::Archived => "the format knows no trash: the item is archived",
            Self::Untitled => "the item has no title: programs show its address instead",
            Self::OnlyPasswords => {
                "of earlier versions the format keeps the passwords: all else of them is left out"
            }
            Self::NoHistory => "the format keeps no earlier versions: they are left out",
            Self::Numbered => {
                "the sheet cannot show some of its characters as they are: their numbers stand in their places"
            }
            Self::Apart => "an export takes 128 MiB of files: it is left out, save it by itself",
            Self::NoAttachment => "the format holds no files: it is left out",
            Self::NoDate => "the format has no place for this date: it is left out",
            Self::NoVariable => "a .env file holds variables only: it is left out",
            Self::NameTaken => "a variable before it has the same name: it is left out",
            Self::ReadOtherwise => {
                "programs read .env files in different ways: some read another value than this one"
            }
            Self::NoCode => "KeePassXC shows no such code: the text of it stands in the entry",
            Self::TagParted => "other programs separate tags by commas and semicolons: they show other tags",
            Self::NoXml => {
                "XML cannot hold some of its characters: other programs leave them out or replace them"
            }
            Self::NoKey => "it is no SSH key and no certificate: it is left out",
            Self::NoPlace => "the format has no place for it: it is left out",
            Self::Damaged => "the item cannot be read in the vault: it is left out",
        }
    }

    /// Whether the value is in the file all the same.
    pub fn is_kept(self) -> bool {
        matches!(
            self,
            Self::AsOwnField
                | Self::AsText
                | Self::AsHidden
                | Self::OtherKind
                | Self::Neutralised
                | Self::FolderName
                | Self::FolderPath
                | Self::FolderMerged
                | Self::Rounded
                | Self::CodeApart
                | Self::PasskeyForm
                | Self::PasskeyText
                | Self::TooDeep
                | Self::ReadOtherwise
                | Self::NoCode
                | Self::TagParted
                | Self::NoXml
                | Self::TooLong
                | Self::NoTrash
                | Self::Archived
                | Self::Untitled
                | Self::Numbered
        )
    }
}

/// The list while it grows.
#[derive(Debug, Default)]
pub(super) struct Losses {
    list: Vec<Loss>,
    title: String,
}

impl Losses {
    /// From now on it is about the item of that title.
    pub(super) fn about(&mut self, title: &str) {
        title.clone_into(&mut self.title);
    }

    pub(super) fn add(&mut self, field: &str, reason: LossReason) {
        self.list.push(Loss { item: self.title.clone(), field: field.to_owned(), reason });
    }

    pub(super) fn into_list(self) -> Vec<Loss> {
        self.list
    }
}
