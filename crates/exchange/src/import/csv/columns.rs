//! What a column means. A product is a list of columns; a plan is that list laid over one file's header.

use crate::import::Format;
use crate::import::draft::Draft;
use std::borrow::Cow;
use strongroom_credential::{FieldType, Kind};

/// What a cell becomes.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// The item's title.
    Title,
    /// The item's notes.
    Notes,
    /// A field of the kind's template.
    Field(&'static str, FieldType),
    /// One or more addresses.
    Urls,
    /// One folder path, its levels separated by that character.
    Folder(char),
    /// Levels as above, under a root that every path starts with and that is no folder.
    RootedFolder(char),
    /// Levels behind slashes, the first too; a slash alone is the top.
    SlashedFolder,
    /// Bitwarden's collections, separated by commas.
    Collections,
    /// Tags, separated by that character.
    Tags(char),
    /// Whether it is a favourite, in any notation of yes and no.
    Favourite,
    /// Whether it lies in the trash or the archive: a tag of that name.
    Flag(&'static str),
    /// The kind, by the product's own names.
    Kind,
    /// When it was made.
    Created(fn(&str) -> Option<i64>),
    /// When it was last changed.
    Modified(fn(&str) -> Option<i64>),
    /// A custom field of the column's name.
    Custom(FieldType),
    /// Custom, unless it has this value, which says nothing.
    CustomUnless(&'static str),
    /// Custom, unless it repeats the address.
    CustomUnlessUrl,
    /// An e-mail address, which is the user name where there is no other.
    EmailOrUsername,
    /// Custom fields, one a line: `name: value`.
    Lines,
    /// A month in any notation, as that field of the template.
    Month(&'static str),
    /// A field of a form as RoboForm writes it: `label$,,,type,value`. So are the cells behind it.
    FormFields,
    /// Usage statistics or an identifier: not a field.
    Bookkeeping,
    /// Tags, separated by semicolons, or by commas where there is none.
    AnyTags,
    /// A custom field that is a calendar date, or a text where it is none.
    Date,
    /// A custom field that is a number, or a text where it is none.
    Number,
    /// A field that the person does not want.
    LeftOut,
}

/// One column of a product: its header in lower case, and what its cells become.
pub(super) type Column = (&'static str, Target);

/// One product's table.
pub(super) struct Product {
    pub(super) format: Format,
    /// Headers that must be there for the table to be this product's.
    pub(super) signature: &'static [&'static str],
    pub(super) columns: &'static [Column],
    /// The kind of a row whose `Kind` cell has that value.
    pub(super) kinds: &'static [(&'static str, Kind)],
    /// What the product hides in other cells; done before they are placed.
    pub(super) adjust: fn(&mut super::row::Row<'_>, &mut Draft<'_>),
}

/// What becomes of each column of one file.
pub(super) struct Plan {
    columns: Vec<Planned>,
}

/// One column of one file.
struct Planned {
    /// The header in lower case, by which it is known.
    known_as: String,
    /// The header as it stands in the file.
    name: String,
    target: Option<Target>,
}

impl Planned {
    fn new(product: &Product, name: &str) -> Self {
        let known_as = name.to_lowercase();
        let target = product.columns.iter().find(|(known, _)| *known == known_as).map(|(_, target)| *target);
        Self { known_as, name: name.to_owned(), target }
    }
}

impl Plan {
    pub(super) fn new(product: &Product, header: &[String]) -> Self {
        Self { columns: header.iter().map(|name| Planned::new(product, name)).collect() }
    }

    /// A plan that a person or a guess made.
    pub(super) fn of_targets(header: &[String], targets: impl Iterator<Item = Target>) -> Self {
        let column = |(name, target): (&String, Target)| Planned {
            known_as: name.to_lowercase(),
            name: name.clone(),
            target: Some(target),
        };
        Self { columns: header.iter().zip(targets).map(column).collect() }
    }

    pub(super) fn has_a_known_column(&self) -> bool {
        self.columns.iter().any(|column| column.target.is_some())
    }

    /// The target of the column at that position, if it is a known one.
    pub(super) fn target(&self, position: usize) -> Option<Target> {
        self.columns.get(position).and_then(|column| column.target)
    }

    /// The name of the column, or its number where the header has none.
    pub(super) fn name(&self, position: usize) -> Cow<'_, str> {
        match self.columns.get(position) {
            Some(column) if !column.name.is_empty() => Cow::Borrowed(&column.name),
            _ => Cow::Owned(format!("column {}", position.saturating_add(1))),
        }
    }

    /// The position of the column of that header in lower case.
    pub(super) fn position(&self, known_as: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.known_as == known_as)
    }

    pub(super) fn bookkeeping(&self) -> Option<Vec<String>> {
        let left = self.columns.iter().filter(|column| matches!(column.target, Some(Target::Bookkeeping)));
        let names: Vec<String> = left.map(|column| column.name.clone()).collect();
        (!names.is_empty()).then_some(names)
    }
}
