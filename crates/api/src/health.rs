//! How the vault is doing, and what ends soon: from the index alone, without a look at any secret.

use crate::ApiError;
use crate::app::App;
use crate::breach::checked_view;
use crate::calendar::{by_day, dated, row};
use crate::session::count;
use crate::types::{
    AgeCount, EndCount, Expiring, ExpiringRequest, FoundCount, Health as HealthView, HealthPart, HealthScore,
    Nothing,
};
use strongroom_credential::{Day, Moment};
use strongroom_vault::{AGES, HORIZONS, Health, Score, ScorePart};

/// Rows of what ends that are handed out at once.
const MAX_ENDING: usize = 1000;

impl App {
    /// How the vault's items are doing today.
    pub async fn health(&self, _: Nothing) -> Result<HealthView, ApiError> {
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        // A setting that cannot be read must not hide all other numbers.
        let last = vault.breaches().await.ok().and_then(|breaches| breaches.last);
        let health = vault.health(self.today());
        let host =
            self.breach_service_now().await.map(|address| address.host().to_owned()).unwrap_or_default();
        Ok(HealthView {
            breach_last: last.as_ref().map(checked_view),
            breach_host: host,
            ..health_view(&health)
        })
    }

    /// What ended, and what ends within some days, by day.
    pub async fn expiring(&self, request: ExpiringRequest) -> Result<Expiring, ApiError> {
        let mut session = self.session().await;
        let vault = &session.open()?.vault;
        let today = self.today();
        let last = i64::from(today.0) + i64::from(request.within_days);
        let mut rows: Vec<_> = dated(vault)
            .filter(|(day, ..)| i64::from(day.0) <= last && !(request.skip_ended && *day < today))
            .collect();
        rows.sort_unstable_by(by_day);
        let total = count(rows.len());
        let rows = rows.into_iter().take(MAX_ENDING).map(|(day, id, item)| row(id, item, day, today));
        Ok(Expiring { today: today.to_string(), total, rows: rows.collect() })
    }

    /// The day that it is, in UTC.
    pub(crate) fn today(&self) -> Day {
        Moment(self.now()).day()
    }
}

fn health_view(health: &Health) -> HealthView {
    let [low, medium, high] = health.found.map(count);
    let ages = std::iter::once(0).chain(AGES).zip(AGES.map(Some).into_iter().chain([None]));
    let ages = ages.zip(health.ages);
    let ending = HORIZONS.into_iter().zip(health.ending);
    HealthView {
        items: count(health.items),
        score: health.score().as_ref().map(score_view),
        strengths: health.strengths.into_iter().map(count).collect(),
        without_password: count(health.without_password),
        pending: count(health.pending),
        weak: count(health.weak),
        reused: count(health.reused),
        reused_groups: count(health.reused_groups),
        similar: count(health.similar),
        ages: ages.map(|((days, below), number)| AgeCount { days, below, count: count(number) }).collect(),
        ended: count(health.ended),
        ending: ending.map(|(within_days, number)| EndCount { within_days, count: count(number) }).collect(),
        coming: health.coming.iter().copied().map(count).collect(),
        found: FoundCount { low, medium, high },
        with_code: count(health.with_code),
        without_code: count(health.without_code),
        two_factor_possible: count(health.code_possible),
        breached: count(health.breached),
        breach_checked: count(health.checked),
        breach_last: None,
        breach_host: String::new(),
        attention: count(health.attention),
    }
}

fn score_view(score: &Score) -> HealthScore {
    let parts = score.parts.iter().map(|part| HealthPart {
        name: part_name(part.part).to_owned(),
        weight: part.weight,
        reached: part.reached,
    });
    HealthScore { points: score.points, parts: parts.collect() }
}

fn part_name(part: ScorePart) -> &'static str {
    match part {
        ScorePart::Strength => "strength",
        ScorePart::Unique => "unique",
        ScorePart::Findings => "findings",
        ScorePart::InForce => "in_force",
        ScorePart::Codes => "codes",
        ScorePart::Unbreached => "unbreached",
    }
}
