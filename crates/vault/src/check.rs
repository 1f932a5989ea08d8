//! Verifying the vault a little at a time, while it is used: what [`Unlocked::verify`] does at once, for a host that
//! calls once a second and may not keep anybody waiting. Never calls a record faulty because it was changed meanwhile.

use crate::audit::ChainEnd;
use crate::error::{OpenVaultError, RecordFault};
use crate::record::VersionRef;
use crate::verify::{Named, Problem, Verification};
use crate::{Attachment, AttachmentId, ItemId, Unlocked};
use std::collections::HashSet;
use std::sync::Arc;
use strongroom_storage::{Class, Record, RecordId, StorageError};

/// Records whose bodies are in memory at one time.
const AT_ONCE: usize = 16;
/// How often records that look faulty are looked at again because others keep changing the vault.
const ATTEMPTS: u32 = 20;

/// How far a verification in steps has come. It covers the records that the vault had when it began, with their versions, and
/// the audit entries until its end. Records that nothing lists are found by [`Unlocked::verify`] alone.
pub struct Check {
    /// Records that are still to be looked at, the next one last.
    waiting: Vec<Task>,
    /// Where the audit chain has been followed to; none once it has come to its end or broken.
    chain: Option<ChainEnd>,
    /// Whether the header or the index was found to be another's.
    replaced: bool,
    /// Files whose parts are in line, or were.
    files: HashSet<AttachmentId>,
    found: Verification,
    /// What was found since the last step that ended well.
    fresh: Vec<Problem>,
}

/// A record to be looked at.
#[derive(Clone)]
enum Task {
    /// One that the index lists, or one of its pages.
    Listed(Class, RecordId),
    /// An earlier version of an item.
    Version(ItemId, VersionRef),
    /// A part of a file of an item.
    Part(ItemId, Arc<Attachment>, u32),
}

/// What one step did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckProgress {
    /// Records that it read.
    pub records: usize,
    /// Records that are left; versions are known only once their item was read.
    pub left: usize,
    /// What it found wrong.
    pub problems: Vec<Problem>,
}

impl CheckProgress {
    /// Whether everything was looked at.
    pub fn is_done(&self) -> bool {
        self.left == 0
    }
}

impl Check {
    /// All that was found so far.
    pub fn found(&self) -> &Verification {
        &self.found
    }

    fn report(&mut self, problem: Problem) {
        self.found.add(problem.clone());
        self.fresh.push(problem);
    }

    /// Puts in line what a record named. A file that several versions name is looked at with the first of them.
    fn queue(&mut self, of: ItemId, named: Named) {
        for file in named.attachments {
            if self.files.insert(file.id) {
                let file = Arc::new(file);
                let parts = (0..file.parts()).rev();
                self.waiting.extend(parts.map(|number| Task::Part(of, Arc::clone(&file), number)));
            }
        }
        self.waiting.extend(named.history.into_iter().map(|one| Task::Version(of, one)));
    }

    fn left(&self, vault: &Unlocked) -> usize {
        let entries = self.chain.map_or(0, |chain| {
            // Also at the end of the chain one step is left: to compare the end.
            vault.header.audit_entries.saturating_sub(chain.entries).max(1)
        });
        self.waiting.len().saturating_add(usize::try_from(entries).unwrap_or(usize::MAX))
    }

    /// The next records of one class, at most `count`.
    fn next_tasks(&mut self, count: usize) -> Vec<Task> {
        let Some(class) = self.waiting.last().map(|task| task.place().0) else { return Vec::new() };
        let alike = self.waiting.iter().rev().take_while(|task| task.place().0 == class);
        let start = self.waiting.len() - alike.take(count).count();
        self.waiting.split_off(start)
    }
}

impl Task {
    /// The item that it is about; of what is no item, one that there is not.
    fn item(&self) -> ItemId {
        match self {
            Self::Listed(_, id) => ItemId(*id),
            Self::Version(of, _) | Self::Part(of, ..) => *of,
        }
    }

    fn place(&self) -> (Class, RecordId) {
        match self {
            Self::Listed(class, id) => (*class, *id),
            Self::Version(_, pinned) => (Class::Version, pinned.id.0),
            Self::Part(_, file, number) => (Class::Attachment, file.id.part(*number)),
        }
    }
}

impl Unlocked {
    /// Begins a verification in steps.
    pub fn begin_check(&self) -> Check {
        let mut waiting: Vec<Task> =
            self.index.entries().map(|(_, entry)| Task::Listed(entry.class, entry.id)).collect();
        // By id, so that neighbours of the storage are read together; items last, so that they are the first.
        waiting.sort_by_key(|task| std::cmp::Reverse(task.place()));
        let pages = self.index.pages().iter().map(|page| Task::Listed(Class::Page, RecordId(page.id)));
        waiting.splice(0..0, pages);
        Check {
            waiting,
            chain: Some(ChainEnd::START),
            replaced: false,
            files: HashSet::new(),
            found: Verification::default(),
            fresh: Vec::new(),
        }
    }

    /// Looks at the next records, at most `records`, and says what is wrong with them. A record that was changed or removed
    /// since the check began is judged by what it is now; one that looks faulty is looked at again where another program
    /// changed the vault.
    ///
    /// # Errors
    /// When the storage fails. The records that it did not give are left out, so that the next step goes on behind them.
    pub async fn check_some(
        &mut self,
        check: &mut Check,
        records: usize,
    ) -> Result<CheckProgress, StorageError> {
        let mut progress = CheckProgress::default();
        while progress.records < records && check.left(self) > 0 {
            let count = AT_ONCE.min(records - progress.records);
            let tasks = check.next_tasks(count);
            progress.records += match tasks.is_empty() {
                true => self.check_chain(check, count).await?,
                false => self.check_tasks(check, tasks).await?,
            };
        }
        progress.left = check.left(self);
        progress.problems = std::mem::take(&mut check.fresh);
        Ok(progress)
    }

    async fn check_tasks(&mut self, check: &mut Check, tasks: Vec<Task>) -> Result<usize, StorageError> {
        let count = tasks.len();
        check.found.records += count;
        check.found.items += tasks.iter().filter(|task| task.place().0 == Class::Item).count();
        let mut faulty = self.judge(check, tasks).await?;
        for _ in 0..ATTEMPTS {
            if faulty.is_empty() || !self.has_caught_up(check).await? {
                break;
            }
            faulty = self.judge(check, faulty.into_iter().map(|(task, _)| task).collect()).await?;
        }
        for (task, fault) in faulty {
            let (class, id) = task.place();
            check.report(Problem::Record { class, id, fault });
        }
        Ok(count)
    }

    /// Reads records of one class, and gives those that are faulty. The versions of items are put in line.
    async fn judge(
        &self,
        check: &mut Check,
        tasks: Vec<Task>,
    ) -> Result<Vec<(Task, RecordFault)>, StorageError> {
        let Some((class, _)) = tasks.first().map(Task::place) else { return Ok(Vec::new()) };
        let ids: Vec<RecordId> = tasks.iter().map(|task| task.place().1).collect();
        let bodies = self.storage.read(class, &ids).await?;
        let mut faulty = Vec::new();
        for (task, body) in tasks.into_iter().zip(bodies) {
            match self.judge_one(&task, body.as_deref()) {
                Ok(named) => check.queue(task.item(), named),
                Err(fault) => faulty.push((task, fault)),
            }
        }
        Ok(faulty)
    }

    fn judge_one(&self, task: &Task, body: Option<&[u8]>) -> Result<Named, RecordFault> {
        let listed = match task {
            Task::Listed(Class::Page, id) => self.index.page_by_id(&id.0).is_some(),
            Task::Listed(class, id) => self.index.entry(*class, *id).is_some(),
            Task::Version(of, _) | Task::Part(of, ..) => self.index.entry(Class::Item, of.0).is_some(),
        };
        if !listed {
            // It was removed since the check began.
            return Ok(Named::default());
        }
        let body = body.ok_or(RecordFault::Missing)?;
        match task {
            Task::Listed(Class::Page, id) => self.look_at_page(*id, body).map(|()| Named::default()),
            Task::Listed(class, id) => self.look_at(*class, *id, body),
            Task::Version(of, pinned) => self.look_at_version(*of, pinned, body),
            Task::Part(_, file, number) => self.look_at_part(file, *number, body).map(|()| Named::default()),
        }
    }

    /// Takes over what another program committed; says whether there was anything.
    async fn has_caught_up(&mut self, check: &mut Check) -> Result<bool, StorageError> {
        let seen = self.header.generation;
        match self.reload().await {
            Ok(()) => Ok(self.header.generation != seen),
            Err(OpenVaultError::Storage(error)) => Err(error),
            Err(_) => {
                if !std::mem::replace(&mut check.replaced, true) {
                    check.report(Problem::Header);
                }
                Ok(false)
            }
        }
    }

    /// Follows the audit chain over the next entries, at most `count`. Behind a broken link nothing is certain: it ends there.
    async fn check_chain(&self, check: &mut Check, count: usize) -> Result<usize, StorageError> {
        let Some(mut chain) = check.chain.take() else { return Ok(0) };
        let numbers = (chain.entries..self.header.audit_entries).take(count);
        let ids: Vec<RecordId> = numbers.map(RecordId::counted).collect();
        let bodies = self.storage.read(Class::Audit, &ids).await?;
        for (id, body) in ids.iter().zip(bodies) {
            check.found.records += usize::from(body.is_some());
            let followed = match body {
                Some(body) => self.follow_chain(&mut chain, &Record { class: Class::Audit, id: *id, body }),
                None => Err(Problem::Record { class: Class::Audit, id: *id, fault: RecordFault::Missing }),
            };
            check.found.audit_entries = chain.entries;
            if let Err(problem) = followed {
                check.report(problem);
                return Ok(ids.len());
            }
        }
        if chain.entries < self.header.audit_entries {
            check.chain = Some(chain);
        } else if let Err(problem) = self.check_chain_end(&chain) {
            check.report(problem);
        }
        Ok(ids.len())
    }
}
