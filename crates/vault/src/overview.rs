//! What lists and searches know of an item or a folder, without its record. `docs/format.md` section 6.

use crate::{FolderId, FolderRecord, ItemRecord, Timestamp, judge};
use strongroom_credential::{Day, Kind, Moment, Severity, fold, stem};
use strongroom_crypto::VaultKeys;
use strongroom_crypto::wire::{Reader, WireError, Writer};
use strongroom_storage::RecordId;

const FAVOURITE: u8 = 1;
const DELETED: u8 = 2;
const HAS_TOTP: u8 = 4;
const NO_STRENGTH: u8 = 255;
const STRENGTH_PENDING: u8 = 254;
const NO_END: i64 = i64::MIN;
const MAX_TITLE: usize = 1024;
const MAX_SUBTITLE: usize = 256;

/// How strong an item's main secret is, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownStrength {
    /// It has no password.
    None,
    /// It was imported and is yet to be scored.
    Pending,
    /// 0 (too guessable) to 4 (very unguessable).
    Score(u8),
}

impl KnownStrength {
    fn number(self) -> u8 {
        match self {
            Self::None => NO_STRENGTH,
            Self::Pending => STRENGTH_PENDING,
            Self::Score(score) => score,
        }
    }

    fn from_number(number: u8) -> Result<Self, WireError> {
        match number {
            NO_STRENGTH => Ok(Self::None),
            STRENGTH_PENDING => Ok(Self::Pending),
            0..=4 => Ok(Self::Score(number)),
            _ => Err(WireError::Range),
        }
    }
}

/// What a list shows of an item. Personal, not secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemOverview {
    /// Whether it is a favourite.
    pub favourite: bool,
    /// Whether it is in the trash.
    pub deleted: bool,
    /// Whether it has a one-time code.
    pub has_totp: bool,
    /// Its kind.
    pub kind: Kind,
    /// Its title, at most 1,024 bytes of it.
    pub title: Box<str>,
    /// Its second line.
    pub subtitle: Box<str>,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// Its tags.
    pub tags: Box<[Box<str>]>,
    /// When it came to be.
    pub created: Timestamp,
    /// When it was last saved.
    pub modified: Timestamp,
    /// How strong its main secret is.
    pub strength: KnownStrength,
    /// A keyed fingerprint of its main secret; zeros without one.
    pub fingerprint: [u8; 16],
    /// A keyed fingerprint of what its password is made of; zeros without one. Equal ones are variations of each other.
    pub similar: [u8; 16],
    /// Since when its main secret has been what it is.
    pub secret_since: Timestamp,
    /// The first day on which something of it ends.
    pub ends: Option<Day>,
    /// The worst that is wrong with it whatever the day, but for the strength of its password.
    pub worst: Option<Severity>,
}

/// What was judged of an item when it was saved, for its overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) strength: KnownStrength,
    pub(crate) worst: Option<Severity>,
}

/// What the folder tree shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderOverview {
    /// The folder it lies in.
    pub parent: Option<FolderId>,
    /// Its name.
    pub name: Box<str>,
}

/// An entry's overview, by its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Overview {
    Item(Box<ItemOverview>),
    Folder(FolderOverview),
    Setting,
}

impl ItemOverview {
    /// The overview of an item that was judged, and its search text.
    pub(crate) fn of(
        record: &ItemRecord,
        judgement: Judgement,
        secret_since: Timestamp,
        keys: &VaultKeys,
    ) -> (Self, String) {
        let item = &record.item;
        let secret = item.password_field();
        let stem = secret.filter(|_| judge::is_scored(item)).and_then(|field| stem(&field.value));
        let overview = Self {
            favourite: item.favourite,
            deleted: record.deleted.is_some(),
            has_totp: item.fields.iter().any(|field| {
                field.field_type == strongroom_credential::FieldType::Totp && !field.value.is_empty()
            }),
            kind: item.kind.clone(),
            title: cut(&item.title, MAX_TITLE).into(),
            subtitle: cut(&item.subtitle(), MAX_SUBTITLE).into(),
            folder: record.folder,
            tags: item.tags.iter().map(|tag| tag.as_str().into()).collect(),
            created: record.created,
            modified: record.modified,
            strength: judgement.strength,
            // Exposed to be fingerprinted under the vault's key.
            fingerprint: secret.map_or([0; 16], |field| keys.fingerprint(field.value.expose().as_bytes())),
            // Exposed as above.
            similar: stem.map_or([0; 16], |stem| keys.similarity(stem.expose().as_bytes())),
            secret_since,
            ends: judge::ends(item),
            worst: judgement.worst,
        };
        (overview, item.search_text())
    }

    /// The day, in UTC, since which its password has been what it is; none where it has no password that is scored.
    pub fn password_since(&self) -> Option<Day> {
        let has_password = self.fingerprint != [0; 16] && judge::is_scored_kind(&self.kind);
        has_password.then(|| Moment(self.secret_since).day())
    }

    /// Whether it is an account that somebody logs in to.
    pub(crate) fn is_login(&self) -> bool {
        self.kind == Kind::LOGIN
    }

    fn write(&self, search: &str, writer: &mut Writer) -> Result<(), WireError> {
        let mut flags = 0;
        for (set, flag) in [(self.favourite, FAVOURITE), (self.deleted, DELETED), (self.has_totp, HAS_TOTP)] {
            flags |= if set { flag } else { 0 };
        }
        writer.u8(flags).text(self.kind.name())?.text(&self.title)?.text(&self.subtitle)?;
        writer.optional_id(self.folder.as_ref().map(|folder| &folder.0.0));
        writer.u16(u16::try_from(self.tags.len()).map_err(|_| WireError::TooLong)?);
        for tag in &self.tags {
            writer.text(tag)?;
        }
        writer.i64(self.created).i64(self.modified).u8(self.strength.number()).raw(&self.fingerprint);
        writer.raw(&self.similar).i64(self.secret_since);
        writer.i64(self.ends.map_or(NO_END, |day| i64::from(day.0))).u8(severity_number(self.worst));
        writer.text(search)?;
        Ok(())
    }

    fn read<'a>(reader: &mut Reader<'a>) -> Result<(Self, &'a str), WireError> {
        let flags = reader.u8()?;
        if flags & !(FAVOURITE | DELETED | HAS_TOTP) != 0 {
            return Err(WireError::Range);
        }
        let overview = Self {
            favourite: flags & FAVOURITE != 0,
            deleted: flags & DELETED != 0,
            has_totp: flags & HAS_TOTP != 0,
            kind: Kind::named(reader.text()?),
            title: reader.text()?.into(),
            subtitle: reader.text()?.into(),
            folder: reader.optional_id()?.map(|id| FolderId(RecordId(id))),
            tags: (0..reader.u16()?).map(|_| reader.text().map(Into::into)).collect::<Result<_, _>>()?,
            created: reader.i64()?,
            modified: reader.i64()?,
            strength: KnownStrength::from_number(reader.u8()?)?,
            fingerprint: reader.array()?,
            similar: reader.array()?,
            secret_since: reader.i64()?,
            ends: end_of(reader.i64()?)?,
            worst: severity_of(reader.u8()?)?,
        };
        if overview.title.len() > MAX_TITLE || overview.subtitle.len() > MAX_SUBTITLE {
            return Err(WireError::TooLong);
        }
        Ok((overview, reader.text()?))
    }
}

fn end_of(number: i64) -> Result<Option<Day>, WireError> {
    match number {
        NO_END => Ok(None),
        days => i32::try_from(days).map(|days| Some(Day(days))).map_err(|_| WireError::Range),
    }
}

fn severity_number(severity: Option<Severity>) -> u8 {
    match severity {
        None => 0,
        Some(Severity::Low) => 1,
        Some(Severity::Medium) => 2,
        Some(Severity::High) => 3,
    }
}

fn severity_of(number: u8) -> Result<Option<Severity>, WireError> {
    match number {
        0 => Ok(None),
        1 => Ok(Some(Severity::Low)),
        2 => Ok(Some(Severity::Medium)),
        3 => Ok(Some(Severity::High)),
        _ => Err(WireError::Range),
    }
}

impl FolderOverview {
    pub(crate) fn of(record: &FolderRecord) -> Self {
        Self { parent: record.parent, name: record.name.as_str().into() }
    }

    /// The name as folders are sorted.
    pub(crate) fn sort_key(&self) -> String {
        fold(&self.name)
    }
}

impl Overview {
    /// Writes the overview; `search` is kept apart in memory.
    pub(crate) fn write(&self, search: &str, writer: &mut Writer) -> Result<(), WireError> {
        match self {
            Self::Item(item) => item.write(search, writer)?,
            Self::Folder(folder) => {
                writer.optional_id(folder.parent.as_ref().map(|parent| &parent.0.0)).text(&folder.name)?;
            }
            Self::Setting => {}
        }
        Ok(())
    }

    pub(crate) fn read_item<'a>(reader: &mut Reader<'a>) -> Result<(Self, &'a str), WireError> {
        ItemOverview::read(reader).map(|(item, search)| (Self::Item(Box::new(item)), search))
    }

    pub(crate) fn read_folder(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        let parent = reader.optional_id()?.map(|id| FolderId(RecordId(id)));
        Ok(Self::Folder(FolderOverview { parent, name: reader.text()?.into() }))
    }
}

/// The front of a text, at most `limit` bytes, cut between characters.
fn cut(text: &str, limit: usize) -> &str {
    text.get(..text.floor_char_boundary(limit)).unwrap_or(text)
}
