//! Facts and findings about a JSON Web Token.

use super::super::jwt::Jwt;
use super::{Examiner, SOON};
use crate::{FactName, FindingCode, Moment, Severity};

const MILLIS_PER_SECOND: i64 = 1000;
const MILLIS_PER_DAY: i64 = 86_400_000;

impl Examiner<'_> {
    pub(super) fn token(&mut self, token: &Jwt) {
        self.fact(FactName::Service, &token.service());
        self.fact(FactName::CredentialType, "JSON Web Token");
        self.fact(FactName::Algorithm, &token.algorithm);
        for (name, value) in [(FactName::Issuer, &token.issuer), (FactName::Subject, &token.subject)] {
            if let Some(value) = value {
                self.fact(name, value);
            }
        }
        for (name, values) in [(FactName::Audience, &token.audience), (FactName::Scope, &token.scopes)] {
            if !values.is_empty() {
                self.fact(name, &values.join(", "));
            }
        }
        for (name, moment) in [
            (FactName::IssuedAt, token.issued),
            (FactName::ValidFrom, token.not_before),
            (FactName::ValidUntil, token.expires),
        ] {
            if let Some(moment) = moment {
                self.fact(name, &written(moment));
            }
        }
        self.token_findings(token);
    }

    fn token_findings(&mut self, token: &Jwt) {
        if !token.signed {
            self.find(Severity::High, FindingCode::TokenUnsigned, &token.algorithm);
        }
        let Some(end) = token.expires else { return };
        // It must not be taken at the moment itself any more (RFC 7519, section 4.1.4).
        if end <= self.now {
            self.find(Severity::Medium, FindingCode::Expired, &written(end));
        } else if end.0.saturating_sub(self.now.0) <= i64::from(SOON) * MILLIS_PER_DAY {
            self.find(Severity::Low, FindingCode::ExpiresSoon, &written(end));
        }
    }
}

/// The moment as `YYYY-MM-DDThh:mm:ssZ`.
fn written(moment: Moment) -> String {
    let second = moment.0.div_euclid(MILLIS_PER_SECOND).rem_euclid(86_400);
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    format!("{}T{hours:02}:{minutes:02}:{seconds:02}Z", moment.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_to_the_second() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_300_819_380, "2011-03-22T18:43:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(written(Moment::from_seconds(seconds)), text);
        }
        assert_eq!(written(Moment(-1)), "1969-12-31T23:59:59Z");
    }
}
