//! The audit trail of an open vault: read, added to, and followed from its start.

use crate::audit::{AuditEntry, ChainEnd};
use crate::commit::Change;
use crate::error::{ReadError, RecordFault, WriteError};
use crate::vault::fault;
use crate::verify::{Problem, Verification};
use crate::{AuditEvent, Env, Unlocked};
use futures_util::TryStreamExt;
use strongroom_crypto::Place;
use strongroom_secret::SecretBytes;
use strongroom_storage::{Class, Record, RecordId, StorageError};

impl Unlocked {
    /// How many audit entries there are.
    pub fn audit_len(&self) -> u64 {
        self.header.audit_entries
    }

    /// Audit entries, the latest first: passes over `skip` of them and reads at most `count`.
    pub async fn audit(&self, skip: u64, count: u64) -> Result<Vec<AuditEntry>, ReadError> {
        let end = self.header.audit_entries.saturating_sub(skip);
        let numbers: Vec<u64> = (end.saturating_sub(count)..end).rev().collect();
        let ids: Vec<RecordId> = numbers.iter().map(|number| RecordId::counted(*number)).collect();
        let bodies = self.storage.read(Class::Audit, &ids).await?;
        numbers
            .into_iter()
            .zip(bodies)
            .map(|(number, body)| self.open_entry(number, body.as_deref()))
            .collect()
    }

    pub(crate) fn open_entry(&self, number: u64, body: Option<&[u8]>) -> Result<AuditEntry, ReadError> {
        let id = RecordId::counted(number);
        let body = body.ok_or(fault(Class::Audit, id, RecordFault::Missing))?;
        let content = self.open_audit(number, body)?;
        AuditEntry::decode(number, &content).map_err(|_| fault(Class::Audit, id, RecordFault::Unreadable))
    }

    pub(crate) fn open_audit(&self, number: u64, body: &[u8]) -> Result<SecretBytes, ReadError> {
        let id = RecordId::counted(number);
        let place = Place { class: Class::Audit.number(), id: id.0, version: number.saturating_add(1) };
        self.keys.open(&place, body).map_err(|_| fault(Class::Audit, id, RecordFault::Damaged))
    }

    /// Leaves audit entries and changes nothing else.
    pub async fn note(&mut self, events: Vec<AuditEvent>, env: Env<'_>) -> Result<(), WriteError> {
        let change = Change { events, ..Default::default() };
        self.commit(change, env).await
    }

    /// Follows the chain from its start; names the first bad entry and stops there, for behind it nothing is certain.
    pub(crate) async fn verify_chain(&self, found: &mut Verification) -> Result<(), StorageError> {
        let mut chain = ChainEnd::START;
        let mut records = self.storage.stream(Class::Audit);
        while let Some(record) = records.try_next().await? {
            found.records += 1;
            if let Err(problem) = self.follow_chain(&mut chain, &record) {
                found.audit_entries = chain.entries;
                found.add(problem);
                return Ok(());
            }
        }
        found.audit_entries = chain.entries;
        if chain.entries != self.header.audit_entries {
            found.record(Class::Audit, RecordId::counted(chain.entries), RecordFault::Missing);
        } else if let Err(problem) = self.check_chain_end(&chain) {
            found.add(problem);
        }
        Ok(())
    }

    /// Every link holds, but is the end the one of the header? If not, the last entry was written anew.
    pub(crate) fn check_chain_end(&self, chain: &ChainEnd) -> Result<(), Problem> {
        match chain.head == self.header.audit_head {
            true => Ok(()),
            false => Err(Problem::Chain { number: chain.entries.saturating_sub(1) }),
        }
    }

    pub(crate) fn follow_chain(&self, chain: &mut ChainEnd, record: &Record) -> Result<(), Problem> {
        let number = chain.entries;
        let id = RecordId::counted(number);
        if number >= self.header.audit_entries {
            return Err(Problem::Record { class: Class::Audit, id: record.id, fault: RecordFault::Unlisted });
        }
        if record.id != id {
            return Err(Problem::Record { class: Class::Audit, id, fault: RecordFault::Missing });
        }
        let opened = self.open_audit(number, &record.body);
        let Ok(content) = opened else {
            return Err(Problem::Record { class: Class::Audit, id, fault: RecordFault::Damaged });
        };
        let entry = AuditEntry::decode(number, &content).map_err(|_| Problem::Record {
            class: Class::Audit,
            id,
            fault: RecordFault::Unreadable,
        })?;
        if entry.previous != chain.head {
            return Err(Problem::Chain { number: number.saturating_sub(1) });
        }
        chain.follow(&content, &self.keys);
        Ok(())
    }
}
