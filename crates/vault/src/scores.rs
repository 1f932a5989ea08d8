//! Scoring what an import left unscored: the scores go into the index, a few items at a time.

use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::overview::{ItemOverview, Judgement, KnownStrength};
use crate::{Env, ItemId, Timestamp, Unlocked};

impl Unlocked {
    /// Scores imported items that were not scored yet, at most `count`; says whether some are left. The scores go into
    /// the index; no item becomes a new version.
    pub async fn score_pending(&mut self, count: usize, env: Env<'_>) -> Result<bool, WriteError> {
        let mut attempt = 0;
        loop {
            self.refresh_types().await;
            let seen = self.header.generation;
            let pending = |item: &ItemOverview| item.strength == KnownStrength::Pending;
            let waiting = self.index.items().filter(|(_, item)| pending(item)).map(|(id, _)| id);
            let mut ids: Vec<ItemId> = waiting.take(count.saturating_add(1)).collect();
            let more = ids.len() > count;
            ids.truncate(count);
            if ids.is_empty() {
                return Ok(false);
            }
            let change = self.plan_scores(ids, env.clock.now()).await?;
            if self.header.generation != seen {
                continue;
            }
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(more);
            }
        }
    }

    async fn plan_scores(&mut self, ids: Vec<ItemId>, now: Timestamp) -> Result<Change, ReadError> {
        let mut change = Change::default();
        for id in ids {
            let judgement = match self.read(id).await {
                Ok(item) => Judgement::of(&item.record.item, &self.types, now),
                // What cannot be read has no score, and shall not keep the others waiting.
                Err(ReadError::Record { .. }) => Judgement { strength: KnownStrength::None, worst: None },
                Err(error) => return Err(error),
            };
            change.judgements.push((id.0, judgement));
        }
        Ok(change)
    }
}
