//! From the name that a person writes to the one item, field or folder that is meant: the exact name, else the only one
//! that differs in case, else the id.

use crate::failure::Failure;
use strongroom_api::App;
use strongroom_api::types::{
    FieldView, FolderRow, ItemList, ItemRequest, ItemRow, ItemView, ListRequest, Nothing, Sort, View,
};

/// Rows that are asked for at once; the api gives no more.
const PAGE: u32 = 500;

/// All rows of the items that fit, as one list.
pub(crate) async fn list(app: &App, view: View, search: &str) -> Result<ItemList, Failure> {
    let page = |from| ListRequest {
        view: view.clone(),
        search: search.to_owned(),
        sort: Sort::Title,
        from,
        count: PAGE,
    };
    let mut list = app.list_items(page(0)).await?;
    loop {
        let next = u32::try_from(list.rows.len()).unwrap_or(u32::MAX);
        if next >= list.total {
            return Ok(list);
        }
        let more = app.list_items(page(next)).await?;
        if more.rows.is_empty() {
            return Ok(list);
        }
        list.rows.extend(more.rows);
    }
}

/// The item of that title or id, opened.
pub(crate) async fn item(app: &App, name: &str) -> Result<ItemView, Failure> {
    let id = match the_one(&list(app, View::All, name).await?.rows, name)? {
        Some(row) => row.id.clone(),
        None => id_of_any(app, name).await?,
    };
    Ok(app.open_item(ItemRequest { id }).await?)
}

/// A search finds titles by their words; a title without a word is found by looking at all.
async fn id_of_any(app: &App, name: &str) -> Result<String, Failure> {
    if is_id(name) {
        return Ok(name.to_owned());
    }
    let all = list(app, View::All, "").await?;
    let row = the_one(&all.rows, name)?;
    row.map(|row| row.id.clone()).ok_or_else(|| Failure::NoItem { name: name.to_owned() })
}

fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn the_one<'a>(rows: &'a [ItemRow], name: &str) -> Result<Option<&'a ItemRow>, Failure> {
    one_named(
        rows,
        name,
        |row| &row.title,
        |these| Failure::Ambiguous {
            name: name.to_owned(),
            what: "items",
            these: joined(these.iter().map(|row| row.id.as_str())),
        },
    )
}

/// The one of exactly that name, else the one of that name in another case.
fn one_named<'a, T>(
    all: &'a [T],
    name: &str,
    name_of: impl Fn(&T) -> &str,
    several: impl Fn(&[&'a T]) -> Failure,
) -> Result<Option<&'a T>, Failure> {
    let lower = name.to_lowercase();
    let exact: Vec<&T> = all.iter().filter(|one| name_of(one) == name).collect();
    let similar = || all.iter().filter(|one| name_of(one).to_lowercase() == lower).collect();
    let fitting = if exact.is_empty() { similar() } else { exact };
    match fitting.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        these => Err(several(these)),
    }
}

/// The id of the folder of that path, name or id.
pub(crate) async fn folder(app: &App, name: &str) -> Result<String, Failure> {
    let folders = app.sidebar(Nothing {}).await?.folders;
    folder_among(&folders, name).map(|folder| folder.id.clone())
}

fn folder_among<'a>(folders: &'a [FolderRow], name: &str) -> Result<&'a FolderRow, Failure> {
    let paths: Vec<(String, &FolderRow)> =
        folders.iter().map(|folder| (path_of(folders, folder), folder)).collect();
    let several = |these: &[&(String, &FolderRow)]| Failure::Ambiguous {
        name: name.to_owned(),
        what: "folders",
        these: joined(these.iter().map(|(path, _)| path.as_str())),
    };
    let by_path = one_named(&paths, name, |(path, _)| path, several)?;
    let found = match by_path {
        Some(folder) => Some(folder),
        None => one_named(&paths, name, |(_, folder)| &folder.name, several)?,
    };
    let folder = found.map(|(_, folder)| *folder).or_else(|| folders.iter().find(|folder| folder.id == name));
    folder.ok_or_else(|| Failure::NoFolder { name: name.to_owned() })
}

/// Names from the outermost to its own, joined by `/`.
fn path_of(folders: &[FolderRow], folder: &FolderRow) -> String {
    let mut names = vec![folder.name.as_str()];
    let mut above = folder.parent.as_deref();
    // Bounded, so that parents in a circle end.
    while let Some(parent) = above.and_then(|id| folders.iter().find(|folder| folder.id == id))
        && names.len() <= folders.len()
    {
        names.push(&parent.name);
        above = parent.parent.as_deref();
    }
    names.reverse();
    names.join("/")
}

/// Where a field's name leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum FieldPlace {
    /// To a field that the item has, by its position in the list.
    At(usize),
    /// To the place behind the last field of that name.
    New(String),
}

/// The field that `name` means, or `NAME#N`, the n-th of several of one name.
pub(crate) fn field(fields: &[FieldView], name: &str) -> Result<FieldPlace, Failure> {
    let places = positions(fields, name);
    match places.as_slice() {
        [at] => return Ok(FieldPlace::At(*at)),
        [] => {}
        these => {
            let these = joined((1..=these.len()).map(|number| format!("{name}#{number}")));
            return Err(Failure::Ambiguous { name: name.to_owned(), what: "fields", these });
        }
    }
    let numbered =
        name.rsplit_once('#').and_then(|(name, number)| Some((name, number.parse::<usize>().ok()?)));
    match numbered {
        Some((name, number)) => nth_field(fields, name, number),
        None => Ok(FieldPlace::New(name.to_owned())),
    }
}

fn nth_field(fields: &[FieldView], name: &str, number: usize) -> Result<FieldPlace, Failure> {
    let places = positions(fields, name);
    match number.checked_sub(1).map(|index| places.get(index)) {
        Some(Some(at)) => Ok(FieldPlace::At(*at)),
        Some(None) if number == places.len() + 1 => Ok(FieldPlace::New(name.to_owned())),
        _ => Err(no_field(fields, &format!("{name}#{number}"))),
    }
}

fn positions(fields: &[FieldView], name: &str) -> Vec<usize> {
    let those = |fits: &dyn Fn(&str) -> bool| {
        let all = fields.iter().enumerate();
        all.filter(|(_, field)| fits(&field.name)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let exact = those(&|known| known == name);
    let lower = name.to_lowercase();
    if exact.is_empty() { those(&|known| known.to_lowercase() == lower) } else { exact }
}

/// That the item has no such field, and which it has.
pub(crate) fn no_field(fields: &[FieldView], name: &str) -> Failure {
    let known = joined(fields.iter().map(|field| field.name.as_str()).chain(["title", "notes"]));
    Failure::NoField { name: name.to_owned(), known }
}

/// The words with commas between them.
pub(crate) fn joined(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    words.fold(String::new(), |mut text, word| {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(word.as_ref());
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, title: &str) -> ItemRow {
        ItemRow {
            id: id.to_owned(),
            kind: "login".to_owned(),
            title: title.to_owned(),
            subtitle: String::new(),
            favourite: false,
            strength: None,
            reused: false,
            has_totp: false,
            modified: 0,
        }
    }

    fn found(titles: &[&str], name: &str) -> Result<Option<String>, Failure> {
        let rows: Vec<ItemRow> =
            titles.iter().enumerate().map(|(at, title)| row(&at.to_string(), title)).collect();
        the_one(&rows, name).map(|row| row.map(|row| row.id.clone()))
    }

    #[test]
    fn exact_title_wins_over_another_case() {
        assert_eq!(found(&["bank", "Bank"], "Bank"), Ok(Some("1".to_owned())));
    }

    #[test]
    fn only_title_of_another_case_is_meant() {
        assert_eq!(found(&["Post", "Bank"], "bank"), Ok(Some("1".to_owned())));
        assert_eq!(found(&["Bankers"], "bank"), Ok(None));
    }

    #[test]
    fn several_that_fit_are_listed_by_id() {
        for (titles, name) in [(["Bank", "Bank"], "Bank"), (["BANK", "Bank"], "bank")] {
            let these = "0, 1".to_owned();
            assert_eq!(
                found(&titles, name),
                Err(Failure::Ambiguous { name: name.to_owned(), what: "items", these })
            );
        }
    }

    fn folder_row(id: &str, parent: Option<&str>, name: &str) -> FolderRow {
        FolderRow {
            id: id.to_owned(),
            parent: parent.map(str::to_owned),
            name: name.to_owned(),
            depth: 0,
            count: 0,
        }
    }

    #[test]
    fn folder_is_found_by_path_by_only_name_and_by_id() {
        let folders = [
            folder_row("1", None, "Work"),
            folder_row("2", Some("1"), "Servers"),
            folder_row("3", None, "Home"),
            folder_row("4", Some("3"), "Servers"),
            folder_row("5", Some("3"), "Garden"),
        ];
        let id = |name: &str| folder_among(&folders, name).map(|folder| folder.id.clone());
        assert_eq!(id("Home/Servers"), Ok("4".to_owned()));
        assert_eq!(id("garden"), Ok("5".to_owned()));
        assert_eq!(id("2"), Ok("2".to_owned()));
        assert!(matches!(id("Servers"), Err(Failure::Ambiguous { .. })));
        assert!(matches!(id("Sea"), Err(Failure::NoFolder { .. })));
    }

    #[test]
    fn folders_in_a_circle_end() {
        let folders = [folder_row("1", Some("2"), "A"), folder_row("2", Some("1"), "B")];
        assert!(matches!(folder_among(&folders, "C"), Err(Failure::NoFolder { .. })));
    }

    fn fields(names: &[&str]) -> Vec<FieldView> {
        let field = |(index, name): (usize, &&str)| FieldView {
            index: u32::try_from(index).unwrap(),
            name: (*name).to_owned(),
            field_type: "text".to_owned(),
            custom: false,
            secret: false,
            value: None,
            filled: true,
            strength: None,
            by_counter: false,
        };
        names.iter().enumerate().map(field).collect()
    }

    #[test]
    fn field_of_several_alike_is_named_with_its_number() {
        let fields = fields(&["url", "password", "url"]);
        assert_eq!(field(&fields, "Password"), Ok(FieldPlace::At(1)));
        assert_eq!(field(&fields, "url#2"), Ok(FieldPlace::At(2)));
        assert_eq!(field(&fields, "url#3"), Ok(FieldPlace::New("url".to_owned())));
        assert!(matches!(field(&fields, "url"), Err(Failure::Ambiguous { .. })));
        assert!(matches!(field(&fields, "url#4"), Err(Failure::NoField { .. })));
        assert!(matches!(field(&fields, "url#0"), Err(Failure::NoField { .. })));
    }

    #[test]
    fn field_that_is_not_there_is_a_new_one() {
        assert_eq!(field(&fields(&["url"]), "pin"), Ok(FieldPlace::New("pin".to_owned())));
    }
}
