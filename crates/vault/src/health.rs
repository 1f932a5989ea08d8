//! How the passwords of a vault are doing: counted from the index alone, so that no record is opened for it, and scored by
//! a formula that can be shown. It must never say of which items it speaks; the views of a search do.

use crate::breaches::{Breaches, is_candidate};
use crate::index::Index;
use crate::page::Page;
use crate::search::is_weak;
use crate::{ItemOverview, KnownStrength, Unlocked, View};
use std::collections::HashSet;
use std::sync::Arc;
use strongroom_credential::{Day, Severity};

/// Ages of a password, in days, at which another group of them begins.
pub const AGES: [u32; 3] = [90, 365, 730];
/// Days from today, both included, within which what ends is counted.
pub const HORIZONS: [u32; 3] = [7, 30, 90];
/// Days from today on, today included, for each of which is counted what ends on it.
pub const COMING: usize = 91;

/// How a vault's items are doing, but for those in the trash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// All of them.
    pub items: usize,
    /// Those whose password has the score 0, 1, 2, 3 and 4.
    pub strengths: [usize; 5],
    /// Those without a password that is scored.
    pub without_password: usize,
    /// Those that were imported and are yet to be judged.
    pub pending: usize,
    /// Those with a weak password, as [`View::Weak`] has it.
    pub weak: usize,
    /// Those with a main secret.
    pub secrets: usize,
    /// Those whose main secret another has too.
    pub reused: usize,
    /// How many secrets these share.
    pub reused_groups: usize,
    /// Those whose password is a variation of another's, but not the same.
    pub similar: usize,
    /// Those of them that share their password with none, as it is.
    pub similar_alone: usize,
    /// Passwords by age: younger than each of [`AGES`], and those that are older.
    pub ages: [usize; 4],
    /// Those of which something ends some day.
    pub dated: usize,
    /// Those of which something ended before today.
    pub ended: usize,
    /// Those of which the first thing that ends does so within each of [`HORIZONS`]; each has those before it.
    pub ending: [usize; 3],
    /// The same for each of the [`COMING`] days, today first.
    pub coming: Vec<usize>,
    /// Those of which the worst that is wrong is low, medium and high.
    pub found: [usize; 3],
    /// Logins with a one-time code.
    pub with_code: usize,
    /// Logins without one.
    pub without_code: usize,
    /// Those of them at a site that is known to offer such codes.
    pub code_possible: usize,
    /// Those whose password was looked up among published ones as it is.
    pub checked: usize,
    /// Those of them whose password was found.
    pub breached: usize,
    /// Those for whom something should be done: weak, breached, reused, ended, or with a grave finding.
    pub attention: usize,
}

/// What a vault's score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScorePart {
    /// How strong passwords are: the mean of their scores, of 4.
    Strength,
    /// How many main secrets are of their own: one that another item has too counts nothing, a variation half.
    Unique,
    /// How little is wrong: an item whose worst finding is high counts nothing, medium half, low three quarters.
    Findings,
    /// How much of what ends has not ended.
    InForce,
    /// How many logins have a one-time code, of those that have one or are at a site that is known to offer them.
    Codes,
    /// How many of the passwords that were looked up are in no published breach.
    Unbreached,
}

/// One part of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartScore {
    /// Which.
    pub part: ScorePart,
    /// How much it weighs: the points it would give at best, where every part is there.
    pub weight: u32,
    /// How much of that was reached, of 1,000; rounded down, so that 1,000 means that nothing is missing.
    pub reached: u32,
}

/// How well a vault does, and how that comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100, rounded down.
    pub points: u32,
    /// The parts that the vault has something to say to.
    pub parts: Vec<PartScore>,
}

impl Health {
    /// The score: the mean of the parts' shares, weighed. Parts that nothing in the vault speaks to are left out, and the
    /// others weigh the more; `None` where there is none. Age is no part: a password that is strong and used once does not
    /// wear out (NIST SP 800-63B-4, 3.1.1.2).
    pub fn score(&self) -> Option<Score> {
        let scored = self.strengths.iter().sum::<usize>();
        let scores = (0..).zip(self.strengths).map(|(score, items): (usize, _)| score * items).sum();
        let judged = self.items.saturating_sub(self.pending);
        let [low, medium, high] = self.found;
        let alike = 2 * self.reused + self.similar_alone;
        let parts = [
            (ScorePart::Strength, 40, scores, 4 * scored),
            (ScorePart::Unique, 30, (2 * self.secrets).saturating_sub(alike), 2 * self.secrets),
            (ScorePart::Findings, 15, (4 * judged).saturating_sub(4 * high + 2 * medium + low), 4 * judged),
            (ScorePart::InForce, 10, self.dated.saturating_sub(self.ended), self.dated),
            (ScorePart::Codes, 5, self.with_code, self.with_code + self.code_possible),
            (ScorePart::Unbreached, 20, self.checked.saturating_sub(self.breached), self.checked),
        ];
        let parts: Vec<_> = parts
            .into_iter()
            .filter_map(|(part, weight, reached, of)| {
                Some(PartScore { part, weight, reached: share(reached, of)? })
            })
            .collect();
        let sum = parts.iter().map(|part| part.weight * part.reached).sum::<u32>();
        let weights = parts.iter().map(|part| part.weight).sum::<u32>();
        Some(Score { points: sum.checked_div(weights)? / 10, parts })
    }

    fn take(&mut self, item: &ItemOverview, today: Day, alike: &Alike) {
        self.items += 1;
        match item.strength {
            KnownStrength::None => self.without_password += 1,
            KnownStrength::Pending => self.pending += 1,
            KnownStrength::Score(score) => add(&mut self.strengths, usize::from(score)),
        }
        self.weak += usize::from(is_weak(item));
        self.secrets += usize::from(item.fingerprint != [0; 16]);
        let (reused, similar) =
            (alike.reused.contains(&item.fingerprint), alike.similar.contains(&item.similar));
        self.reused += usize::from(reused);
        self.similar += usize::from(similar);
        self.similar_alone += usize::from(similar && !reused);
        if let Some(since) = item.password_since() {
            let days = today.0.saturating_sub(since.0);
            add(&mut self.ages, AGES.iter().filter(|age| days >= span(**age)).count());
        }
        self.take_dates(item, today);
        let has_ended = item.ends.is_some_and(|day| day < today);
        let is_grave = item.worst == Some(Severity::High);
        let known = alike.breaches.results.get(&item.fingerprint).filter(|_| is_candidate(item));
        let breached = known.is_some_and(|result| result.count > 0);
        self.checked += usize::from(known.is_some());
        self.breached += usize::from(breached);
        self.attention += usize::from(is_weak(item) || reused || has_ended || is_grave || breached);
        match item.worst {
            Some(Severity::Low) => add(&mut self.found, 0),
            Some(Severity::Medium) => add(&mut self.found, 1),
            Some(Severity::High) => add(&mut self.found, 2),
            None => {}
        }
        if item.is_login() {
            *(if item.has_totp { &mut self.with_code } else { &mut self.without_code }) += 1;
        }
    }

    fn take_dates(&mut self, item: &ItemOverview, today: Day) {
        let Some(day) = item.ends else { return };
        self.dated += 1;
        self.ended += usize::from(day < today);
        if let Ok(left) = usize::try_from(day.0.saturating_sub(today.0)) {
            add(&mut self.coming, left);
        }
        for (count, days) in self.ending.iter_mut().zip(HORIZONS) {
            *count += usize::from(day >= today && day <= later(today, days));
        }
    }
}

impl View {
    /// Items whose password is at least that many days old, and younger than `below`.
    pub fn aged(today: Day, at_least: u32, below: Option<u32>) -> Self {
        let after = |days| later(earlier(today, days), 1);
        let until = (at_least > 0).then(|| after(at_least));
        Self::SecretSince { from: below.map(after), until }
    }

    /// Items of which something ended before today.
    pub fn ended(today: Day) -> Self {
        Self::Ends { from: None, to: earlier(today, 1) }
    }

    /// Items of which the first thing that ends does so today or within that many days.
    pub fn ends_within(today: Day, days: u32) -> Self {
        Self::Ends { from: Some(today), to: later(today, days) }
    }
}

/// What secrets have in common.
struct Alike {
    reused: HashSet<[u8; 16]>,
    similar: HashSet<[u8; 16]>,
    breaches: Arc<Breaches>,
}

impl Unlocked {
    /// How the vault's items are doing today. Takes a fraction of a second at 100,000 items, and opens no record. What it says
    /// of breaches is as of [`Unlocked::breaches`], which is to be asked before.
    pub fn health(&mut self, today: Day) -> Health {
        self.index.health(today)
    }
}

impl Index {
    fn health(&mut self, today: Day) -> Health {
        let alike = Alike {
            reused: self.reused().clone(),
            similar: self.similar().clone(),
            breaches: self.breached(),
        };
        let reused_groups = alike.reused.len();
        let mut health = Health { reused_groups, coming: vec![0; COMING], ..Health::default() };
        for (_, item) in self.items().filter(|(_, item)| !item.deleted) {
            health.take(item, today, &alike);
        }
        let kept = |page: &Page| {
            let marks = page.marks().iter().enumerate();
            marks.filter(|(slot, marks)| !marks.deleted && page.is_code_possible(*slot)).count()
        };
        health.code_possible = self.pages().iter().map(kept).sum();
        health
    }
}

fn add(counts: &mut [usize], place: usize) {
    if let Some(count) = counts.get_mut(place) {
        *count += 1;
    }
}

/// How much of a whole that is, of 1,000; rounded down.
fn share(reached: usize, of: usize) -> Option<u32> {
    let share = reached.saturating_mul(1000).checked_div(of)?;
    Some(u32::try_from(share).unwrap_or(1000).min(1000))
}

fn span(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

fn later(day: Day, days: u32) -> Day {
    Day(day.0.saturating_add(span(days)))
}

fn earlier(day: Day, days: u32) -> Day {
    Day(day.0.saturating_sub(span(days)))
}

#[cfg(test)]
mod tests;
