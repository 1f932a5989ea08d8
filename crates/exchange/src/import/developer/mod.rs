//! Files in which programs and developers keep their secrets: keys, passwords for machines, tokens of command lines.

mod comments;
mod containers;
mod ini;
mod kubeconfig;
mod lines;
mod netrc;

pub(super) use containers::{is_docker, parse as parse_docker};
pub(super) use kubeconfig::{is_kubeconfig, is_yaml as is_kubeconfig_yaml, parse as parse_kubeconfig};

use super::draft::Draft;
use super::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use strongroom_credential::{Field, FieldType, Item, certificate, dotenv, ssh_key};

/// What a text is, cheapest questions first.
pub(super) fn recognise(text: &str) -> Option<Format> {
    if key_of(text).is_some() {
        return Some(Format::KeyFile);
    }
    if ini::is_aws(text) {
        return Some(Format::AwsCredentials);
    }
    if netrc::is_netrc(text) {
        return Some(Format::Netrc);
    }
    if lines::is_pgpass(text) {
        return Some(Format::PgPass);
    }
    dotenv::recognise(text).is_some().then_some(Format::Dotenv)
}

/// Reads a text of one of those formats.
pub(super) fn parse(format: Format, text: &str) -> Result<ParsedImport, ImportError> {
    match format {
        Format::KeyFile => {
            let item = key_of(text).ok_or_else(|| ImportError::damaged("key file"))?;
            Ok(of_item(format, item))
        }
        Format::AwsCredentials => ini::parse(text),
        Format::Netrc => netrc::parse(text),
        Format::PgPass => lines::parse(text),
        _ => {
            // Its own words say which line, and nothing of it.
            let block = dotenv::read(text).map_err(|error| ImportError::damaged(error.to_string()))?;
            let item = dotenv::item_of(&block.variables).ok_or(ImportError::NotRecognised)?;
            Ok(of_item(Format::Dotenv, with_the_rest(item, block)))
        }
    }
}

/// What programs do not read of a `.env` file: values that a later line replaces, under a name that is no variable's, and
/// comments as notes.
fn with_the_rest(mut item: Item, block: dotenv::Block) -> Item {
    let earlier = block.overridden.into_iter().map(|variable| {
        Field::custom(&format!("{} (overridden)", variable.name), FieldType::Hidden, variable.value)
    });
    item.fields.extend(earlier);
    item.notes = block.comments;
    item
}

/// The key or the certificates of a text, in whichever of their formats.
pub(super) fn key_of(text: &str) -> Option<Item> {
    certificate::recognise(text).or_else(|| ssh_key::recognise(text))
}

/// An import of one item that was read elsewhere: each of its values is a field of the source.
fn of_item(format: Format, item: Item) -> ParsedImport {
    let mut report = FieldReport::default();
    let parsed = counted(item, &mut report);
    ParsedImport { format, folders: Vec::new(), items: vec![parsed], report, warnings: Vec::new() }
}

/// Counts the values of an item that was read elsewhere.
pub(super) fn counted(item: Item, report: &mut FieldReport) -> ParsedItem {
    let mut draft = Draft::new(item.kind.clone(), report);
    let custom = item.fields.iter().filter(|field| field.custom).count() as u64;
    let fields = item.fields.len() as u64;
    let notes = u64::from(!item.notes.is_empty());
    draft.report.source_fields += fields + notes;
    draft.report.custom += custom;
    draft.report.mapped += fields - custom + notes;
    draft.parsed.item = item;
    draft.parsed
}
