//! Committing: everything that one change writes — records, the pages that list them, audit entries, header — in one
//! batch, onto the generation that was seen. The index changes only after the storage has it.

use crate::audit::ChainEnd;
use crate::error::WriteError;
use crate::open::page_id;
use crate::overview::Judgement;
use crate::page::{Entry, Page};
use crate::put::{Put, Sealed, TOGETHER, tag_of};
use crate::rebuild::Pending;
use crate::{AuditEvent, Env, Unlocked};
use rayon::prelude::*;
use std::collections::BTreeMap;
use strongroom_crypto::{Header, PageSum, Place, RecordTag};
use strongroom_storage::{Batch, Class, Record, RecordId};

/// What one change writes.
#[derive(Default)]
pub(crate) struct Change {
    pub(crate) puts: Vec<Put>,
    pub(crate) deletes: Vec<(Class, RecordId)>,
    /// What became known of items without a change of them.
    pub(crate) judgements: Vec<(RecordId, Judgement)>,
    pub(crate) events: Vec<AuditEvent>,
    /// A header whose slots replace the present ones.
    pub(crate) slots_of: Option<Header>,
}

impl Change {
    /// A change that leaves nothing but an audit entry.
    pub(crate) fn noting(event: AuditEvent) -> Self {
        Self { events: vec![event], ..Self::default() }
    }
}

/// Pages that a change touches, copied.
struct Touched<'a> {
    vault: &'a Unlocked,
    env: Env<'a>,
    /// By their number in the index; new pages are numbered behind it.
    pages: BTreeMap<usize, Page>,
    /// The page that takes new entries.
    open: Option<usize>,
}

impl Unlocked {
    /// Makes a change, or nothing of it.
    pub(crate) async fn try_commit(&mut self, change: &Change, env: Env<'_>) -> Result<(), WriteError> {
        let before = self.keys.wraps();
        let outcome = self.commit_once(change, env).await;
        if outcome.is_err() {
            // Whatever comes of it, its records were sealed, and the next header has to count them.
            self.given_up = self.given_up.saturating_add(self.keys.wraps() - before);
            // An epoch that was begun for it is in no header: nothing may be sealed under its key.
            self.keys.follow(&self.header).map_err(crate::OpenVaultError::from)?;
        }
        outcome
    }

    async fn commit_once(&mut self, change: &Change, env: Env<'_>) -> Result<(), WriteError> {
        let mut header = self.header.clone();
        if let Some(slots_of) = &change.slots_of {
            header.clone_slots(slots_of);
        }
        header.generation += 1;
        header.add_wraps(self.given_up);
        let mut puts = Vec::new();
        // What an index that was made anew leaves to be written goes first: the change builds on it.
        let pending = self.pending.take();
        let sealed = self.seal_all(pending.as_ref(), change, &mut header, &mut puts, env);
        let stale = pending.iter().flat_map(|pending| &pending.stale).map(|id| (Class::Page, *id));
        let deletes = change.deletes.iter().copied().chain(stale).collect();
        self.pending = pending;
        let (pages, sum) = sealed?;
        self.keys.finish(&mut header, &sum);
        let batch = Batch {
            expected: self.header.generation,
            generation: header.generation,
            header: header.to_bytes(),
            puts,
            deletes,
        };
        self.storage.commit(batch).await?;
        self.header = header;
        self.sum = sum;
        self.given_up = 0;
        self.pending = None;
        // The pages were made from the index itself, so no record is in two of them.
        self.index.put_all(pages).map_err(|fault| crate::OpenVaultError::Index(fault).into())
    }

    /// Seals everything that a change writes. Gives the pages that it touches and their new sum.
    fn seal_all(
        &mut self,
        pending: Option<&Pending>,
        change: &Change,
        header: &mut Header,
        out: &mut Vec<Record>,
        env: Env<'_>,
    ) -> Result<(Vec<Page>, PageSum), WriteError> {
        let puts: Vec<&Put> = pending.iter().flat_map(|pending| &pending.puts).chain(&change.puts).collect();
        let tags = self.seal_records(&puts, header, out, env)?;
        let mut pages = self.touched_pages(pending.is_some(), change, puts.into_iter().zip(tags), env)?;
        let mut sum = self.sum.clone();
        self.seal_pages(&mut pages, &mut sum, header, out, env)?;
        self.seal_events(
            pending.iter().map(|pending| &pending.event).chain(&change.events),
            header,
            out,
            env,
        )?;
        Ok((pages, sum))
    }

    fn seal_records(
        &mut self,
        puts: &[&Put],
        header: &mut Header,
        out: &mut Vec<Record>,
        env: Env<'_>,
    ) -> Result<Vec<RecordTag>, WriteError> {
        let count = puts.iter().map(|put| put.content.records()).sum();
        let sealer = self.keys.sealer(header, count, env.random)?;
        let parts = puts.par_iter().with_min_len(TOGETHER);
        let sealed: Vec<Sealed> = parts.map(|put| put.seal(&sealer, env)).collect::<Result<_, _>>()?;
        out.reserve(usize::try_from(count).unwrap_or_default() + 4);
        let tags = sealed.into_iter().map(|sealed| {
            out.extend(sealed.versions);
            let tag = tag_of(&sealed.record.body);
            out.push(sealed.record);
            tag
        });
        Ok(tags.collect())
    }

    fn touched_pages<'p>(
        &self,
        all: bool,
        change: &Change,
        puts: impl Iterator<Item = (&'p Put, RecordTag)>,
        env: Env<'_>,
    ) -> Result<Vec<Page>, WriteError> {
        let mut touched = Touched { vault: self, env, pages: BTreeMap::new(), open: None };
        if all {
            touched.pages.extend(self.index.pages().iter().cloned().enumerate());
        }
        for (class, id) in &change.deletes {
            touched.remove(*class, *id);
        }
        for (put, tag) in puts {
            if let Some((overview, search)) = &put.listed {
                let Put { class, id, version, .. } = *put;
                let entry = Entry { class, id, version, tag, overview: overview.clone() };
                touched.set(entry, search)?;
            }
        }
        for (id, judgement) in &change.judgements {
            touched.judge(*id, *judgement);
        }
        Ok(touched.pages.into_values().collect())
    }

    fn seal_pages(
        &mut self,
        pages: &mut [Page],
        sum: &mut PageSum,
        header: &mut Header,
        out: &mut Vec<Record>,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let sealer = self.keys.sealer(header, u64::try_from(pages.len()).unwrap_or(u64::MAX), env.random)?;
        let seal = |page: &mut Page| {
            let former = (page.version > 0).then(|| page.leaf());
            page.version += 1;
            let place = Place { class: Class::Page.number(), id: page.id, version: page.version };
            // Exposed to be sealed.
            let body = sealer.seal(&place, page.encode()?.expose(), env.random)?;
            page.tag = tag_of(&body);
            Ok::<_, WriteError>((former, body))
        };
        let sealed: Vec<_> = pages.par_iter_mut().map(seal).collect::<Result<_, _>>()?;
        for (page, (former, body)) in pages.iter().zip(sealed) {
            match former {
                Some(former) => self.keys.replace_page(sum, &former, &page.leaf()),
                None => self.keys.add_page(sum, &page.leaf()),
            }
            out.push(Record { class: Class::Page, id: RecordId(page.id), body });
        }
        Ok(())
    }

    pub(crate) fn seal_events<'e>(
        &mut self,
        events: impl IntoIterator<Item = &'e AuditEvent>,
        header: &mut Header,
        out: &mut Vec<Record>,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let mut chain = ChainEnd { entries: header.audit_entries, head: header.audit_head };
        for event in events {
            let id = RecordId::counted(chain.entries);
            let content = chain.append(event, env.clock.now(), &self.keys)?;
            let place = Place { class: Class::Audit.number(), id: id.0, version: chain.entries };
            // Exposed to be sealed.
            let body = self.keys.seal(header, &place, content.expose(), env.random)?;
            out.push(Record { class: Class::Audit, id, body });
        }
        header.audit_entries = chain.entries;
        header.audit_head = chain.head;
        Ok(())
    }
}

impl Touched<'_> {
    fn page(&mut self, number: usize) -> Option<&mut Page> {
        if !self.pages.contains_key(&number) {
            self.pages.insert(number, self.vault.index.page(number)?.clone());
        }
        self.pages.get_mut(&number)
    }

    fn set(&mut self, entry: Entry, search: &str) -> Result<(), WriteError> {
        let number = match self.vault.index.place(entry.class, entry.id) {
            Some(at) => at.page,
            None => self.page_with_room()?,
        };
        if let Some(page) = self.page(number) {
            page.set(entry, search);
        }
        Ok(())
    }

    fn page_with_room(&mut self) -> Result<usize, WriteError> {
        let count = self.vault.index.pages().len();
        let candidate = match self.open {
            Some(number) => number,
            None => self.vault.index.pages().iter().position(|page| !page.is_full()).unwrap_or(count),
        };
        let full = self.page(candidate).is_some_and(|page| page.is_full());
        let number = if full { count.max(candidate + 1) } else { candidate };
        if self.page(number).is_none() {
            self.pages.insert(number, Page::new(page_id(self.env.random)?));
        }
        self.open = Some(number);
        Ok(number)
    }

    fn remove(&mut self, class: Class, id: RecordId) {
        if let Some(at) = self.vault.index.place(class, id)
            && let Some(page) = self.page(at.page)
            && let Some(slot) = page.entries().iter().position(|entry| (entry.class, entry.id) == (class, id))
        {
            page.remove(slot);
        }
    }

    fn judge(&mut self, id: RecordId, judgement: Judgement) {
        if let Some(at) = self.vault.index.place(Class::Item, id)
            && let Some(page) = self.page(at.page)
        {
            page.set_judgement(at.slot, judgement);
        }
    }
}
