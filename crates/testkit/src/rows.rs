//! Everything that a storage holds, as rows that a test may change: what somebody with the file and without a key can do.

use async_trait::async_trait;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use std::collections::BTreeMap;
use std::sync::Arc;
use strongroom_crypto::{Header, PageLeaf, PageSum, VaultKeys};
use strongroom_storage::{Batch, Class, Record, RecordId, Storage, StorageError, StoredHeader};

/// The rows of a vault. As a storage they can be read only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Both copies of the header.
    pub header: StoredHeader,
    /// The sealed records.
    pub records: BTreeMap<(Class, RecordId), Vec<u8>>,
}

impl Rows {
    /// Copies everything out of a storage.
    pub async fn of(storage: &dyn Storage) -> Self {
        let header = storage.header().await.unwrap();
        let mut records = BTreeMap::new();
        for class in Class::ALL {
            let found: Vec<Record> = storage.stream(class).try_collect().await.unwrap();
            records.extend(found.into_iter().map(|record| ((record.class, record.id), record.body)));
        }
        Self { header, records }
    }

    /// Puts the same header into both copies.
    pub fn set_header(&mut self, bytes: &[u8]) {
        self.header = StoredHeader { first: Some(bytes.to_vec()), second: Some(bytes.to_vec()) };
    }

    /// The first copy of the header, parsed.
    pub fn parsed_header(&self) -> Header {
        Header::parse(self.header.first.as_deref().unwrap()).unwrap()
    }

    /// The places of all records of a class.
    pub fn places(&self, class: Class) -> Vec<(Class, RecordId)> {
        self.records.keys().filter(|(of, _)| *of == class).copied().collect()
    }

    /// The sum over the index pages as they are, with which a holder of the keys may finish another header.
    pub fn page_sum(&self, keys: &VaultKeys) -> PageSum {
        let mut sum = PageSum::default();
        for (_, id) in self.places(Class::Page) {
            let body = &self.records[&(Class::Page, id)];
            let envelope = strongroom_crypto::Envelope::peek(body).unwrap();
            keys.add_page(&mut sum, &PageLeaf { id: id.0, version: envelope.version, tag: envelope.tag });
        }
        sum
    }

    /// A batch that makes these rows the first state of a storage.
    pub fn batch(&self) -> Batch {
        let record = |((class, id), body): (&(Class, RecordId), &Vec<u8>)| Record {
            class: *class,
            id: *id,
            body: body.clone(),
        };
        Batch {
            expected: 0,
            generation: self.parsed_header().generation,
            header: self.header.first.clone().unwrap(),
            puts: self.records.iter().map(record).collect(),
            deletes: Vec::new(),
        }
    }

    /// These rows as a storage.
    pub fn storage(&self) -> Arc<dyn Storage> {
        Arc::new(self.clone())
    }
}

#[async_trait]
impl Storage for Rows {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        Ok(self.header.clone())
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        let of_class = self.records.iter().filter(move |((of, _), _)| *of == class);
        stream::iter(
            of_class.map(|((class, id), body)| Ok(Record { class: *class, id: *id, body: body.clone() })),
        )
        .boxed()
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        Ok(ids.iter().map(|id| self.records.get(&(class, *id)).cloned()).collect())
    }

    async fn changed_since(&self, _: Class, _: u64) -> Result<Vec<Record>, StorageError> {
        Ok(Vec::new())
    }

    async fn commit(&self, _: Batch) -> Result<(), StorageError> {
        Err(StorageError::ReadOnly)
    }

    async fn realign(&self, _: &[u8], _: u64) -> Result<(), StorageError> {
        Err(StorageError::ReadOnly)
    }

    async fn examine(&self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn settle(&self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn scrub(&self) -> Result<(), StorageError> {
        Ok(())
    }
}
