//! Others that have the same vault open: what they committed is taken over, and a change that met it is tried again.

use crate::commit::Change;
use crate::error::{IndexFault, OpenVaultError, WriteError};
use crate::open::{open_page, open_pages, read_header, read_pages};
use crate::{Env, Unlocked};
use strongroom_crypto::Header;
use strongroom_storage::{Class, Record, StorageError};

/// How often a vault that others keep changing is read again before giving up.
const READINGS: u32 = 20;
/// How often a change is tried again when others keep changing the vault.
const ATTEMPTS: u32 = 1000;

impl Unlocked {
    /// Takes over what other programs committed since: reads the pages that changed, and verifies the whole again. Which pages
    /// changed is the storage's word; where that does not come out right, all of them are read.
    pub(crate) async fn reload(&mut self) -> Result<(), OpenVaultError> {
        let mut failed = None;
        for _ in 0..READINGS {
            let header = read_header(&*self.storage, &self.keys).await?;
            if header.generation < self.header.generation {
                return Err(OpenVaultError::Replaced);
            }
            if failed == Some(*header.fingerprint()) {
                break;
            }
            self.keys.follow(&header)?;
            match self.take_changed(&header).await {
                Err(OpenVaultError::Index(_)) => {}
                done => return done,
            }
            failed = Some(*header.fingerprint());
            if let Ok((sum, index)) = open_pages(&self.keys, &header, read_pages(&*self.storage).await?) {
                (self.header, self.sum, self.index) = (header, sum, index);
                // Where the index was made anew here, somebody else was first.
                self.pending = None;
                return Ok(());
            }
        }
        Err(OpenVaultError::Index(IndexFault::Manifest))
    }

    async fn take_changed(&mut self, header: &Header) -> Result<(), OpenVaultError> {
        // An index that was made anew has nothing in common with the stored pages.
        if self.pending.is_some() {
            return Err(OpenVaultError::Index(IndexFault::Manifest));
        }
        match self.storage.changed_since(Class::Page, self.header.generation).await {
            Ok(changed) => self.take_over(header.clone(), changed),
            Err(StorageError::Damaged { .. }) => Err(OpenVaultError::Index(IndexFault::Manifest)),
            Err(error) => Err(error.into()),
        }
    }

    /// After a conflict: takes over what another program committed. Where nobody did, what the storage compares with is damaged
    /// by itself, and is set to what the header says.
    pub(crate) async fn catch_up(&mut self) -> Result<(), OpenVaultError> {
        let seen = *self.header.fingerprint();
        self.reload().await?;
        if *self.header.fingerprint() != seen {
            return Ok(());
        }
        match self.storage.realign(&self.header.to_bytes(), self.header.generation).await {
            Ok(()) | Err(StorageError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn take_over(&mut self, header: Header, changed: Vec<Record>) -> Result<(), OpenVaultError> {
        let mut sum = self.sum.clone();
        let mut pages = Vec::with_capacity(changed.len());
        for record in changed {
            let page = open_page(&self.keys, record).map_err(OpenVaultError::Index)?;
            match self.index.page_by_id(&page.id) {
                Some(former) => self.keys.replace_page(&mut sum, &former.leaf(), &page.leaf()),
                None => self.keys.add_page(&mut sum, &page.leaf()),
            }
            pages.push(page);
        }
        if self.keys.manifest(header.generation, &sum) != header.manifest {
            return Err(OpenVaultError::Index(IndexFault::Manifest));
        }
        self.index.put_all(pages).map_err(OpenVaultError::Index)?;
        self.header = header;
        self.sum = sum;
        Ok(())
    }

    /// Commits a change that does not depend on what is stored; on a conflict the index is read again and it is repeated.
    pub(crate) async fn commit(&mut self, change: Change, env: Env<'_>) -> Result<(), WriteError> {
        for _ in 0..ATTEMPTS {
            match self.try_commit(&change, env).await {
                Err(WriteError::Storage(StorageError::Conflict)) => self.catch_up().await?,
                done => return done,
            }
        }
        Err(WriteError::Storage(StorageError::Conflict))
    }

    /// After a conflict: whether to plan the change again, now that the index was read anew.
    pub(crate) async fn again(
        &mut self,
        outcome: Result<(), WriteError>,
        attempt: &mut u32,
    ) -> Result<bool, WriteError> {
        match outcome {
            Err(WriteError::Storage(StorageError::Conflict)) if *attempt < ATTEMPTS => {
                *attempt += 1;
                self.catch_up().await?;
                Ok(true)
            }
            Err(error) => Err(error),
            Ok(()) => Ok(false),
        }
    }
}
