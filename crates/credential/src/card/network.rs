//! The networks of payment cards, told by the first six digits. Must never be asked for more of a number than that.
//!
//! Ranges and lengths after ISO/IEC 7812 as the networks publish them: Discover's IIN table (with Diners, JCB and
//! UnionPay), NPCI's for RuPay, and the `credit-card-type` list 10.3 for the rest. Where they differ the wider length holds.

/// A payment network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Network {
    /// American Express.
    AmericanExpress,
    /// Denmark's debit card.
    Dankort,
    /// Diners Club.
    DinersClub,
    /// Discover.
    Discover,
    /// Brazil's.
    Elo,
    /// Brazil's, of Itaú.
    Hipercard,
    /// JCB.
    Jcb,
    /// Mastercard's debit card.
    Maestro,
    /// Mastercard.
    Mastercard,
    /// Russia's.
    Mir,
    /// India's.
    RuPay,
    /// Turkey's.
    Troy,
    /// China's.
    UnionPay,
    /// Nigeria's.
    Verve,
    /// Visa.
    Visa,
}

use Network::{
    AmericanExpress, Dankort, DinersClub, Discover, Elo, Hipercard, Jcb, Maestro, Mastercard, Mir, RuPay,
    Troy, UnionPay, Verve, Visa,
};

/// First and last six digits of a range, and whose it is. The first range that fits counts: what is cut out of a wider
/// one stands before it.
const RANGES: &[(u32, u32, Network)] = &[
    (220_000, 220_499, Mir),
    (222_100, 272_099, Mastercard),
    (300_000, 305_999, DinersClub),
    (309_500, 309_599, DinersClub),
    (340_000, 349_999, AmericanExpress),
    (352_800, 358_999, Jcb),
    (360_000, 369_999, DinersClub),
    (370_000, 379_999, AmericanExpress),
    (380_000, 399_999, DinersClub),
    (401_178, 401_179, Elo),
    (431_274, 431_274, Elo),
    (438_935, 438_935, Elo),
    (451_416, 451_416, Elo),
    (457_100, 457_199, Dankort),
    (457_393, 457_393, Elo),
    (457_631, 457_632, Elo),
    (400_000, 499_999, Visa),
    (501_900, 501_999, Dankort),
    (504_175, 504_175, Elo),
    (506_099, 506_198, Verve),
    (506_699, 506_778, Elo),
    (507_865, 507_964, Verve),
    (508_500, 508_999, RuPay),
    (509_000, 509_999, Elo),
    (500_000, 509_999, Maestro),
    (510_000, 559_999, Mastercard),
    (560_000, 589_999, Maestro),
    (601_100, 601_199, Discover),
    (606_282, 606_282, Hipercard),
    (606_985, 607_984, RuPay),
    (608_001, 608_500, RuPay),
    (627_780, 627_780, Elo),
    (620_000, 629_999, UnionPay),
    (636_297, 636_297, Elo),
    (636_368, 636_368, Elo),
    (630_000, 639_999, Maestro),
    (644_000, 649_999, Discover),
    (650_002, 650_027, Verve),
    (650_031, 650_033, Elo),
    (650_035, 650_051, Elo),
    (650_405, 650_439, Elo),
    (650_485, 650_538, Elo),
    (650_541, 650_598, Elo),
    (650_700, 650_718, Elo),
    (650_720, 650_727, Elo),
    (650_901, 650_978, Elo),
    (651_652, 651_679, Elo),
    (652_150, 653_149, RuPay),
    (655_000, 655_019, Elo),
    (655_021, 655_058, Elo),
    (650_000, 659_999, Discover),
    (670_000, 679_999, Maestro),
    (810_000, 817_199, UnionPay),
    (817_200, 829_999, RuPay),
    (979_200, 979_289, Troy),
];

impl Network {
    /// The network of a number that begins with these six digits.
    pub fn of(first_six: u32) -> Option<Self> {
        let range = RANGES.iter().find(|(first, last, _)| (*first..=*last).contains(&first_six));
        range.map(|(_, _, network)| *network)
    }

    /// Its name, as it writes itself.
    pub fn name(self) -> &'static str {
        match self {
            AmericanExpress => "American Express",
            Dankort => "Dankort",
            DinersClub => "Diners Club",
            Discover => "Discover",
            Elo => "Elo",
            Hipercard => "Hipercard",
            Jcb => "JCB",
            Maestro => "Maestro",
            Mastercard => "Mastercard",
            Mir => "Mir",
            RuPay => "RuPay",
            Troy => "Troy",
            UnionPay => "UnionPay",
            Verve => "Verve",
            Visa => "Visa",
        }
    }

    /// Whether its numbers may have so many digits.
    pub fn has_length(self, digits: usize) -> bool {
        match self {
            AmericanExpress => digits == 15,
            Dankort | Elo | Mastercard | RuPay | Troy => digits == 16,
            DinersClub | UnionPay => (14..=19).contains(&digits),
            Discover | Jcb | Mir => (16..=19).contains(&digits),
            Hipercard => matches!(digits, 13 | 16 | 19),
            Maestro => (12..=19).contains(&digits),
            Verve => matches!(digits, 16 | 18 | 19),
            Visa => matches!(digits, 13 | 16 | 18 | 19),
        }
    }

    /// Digits of the security code that it prints on its cards.
    pub fn code_digits(self) -> usize {
        if self == AmericanExpress { 4 } else { 3 }
    }

    /// Whether every number of it ends with the check digit; some of UnionPay's do not.
    pub fn has_check_digit(self) -> bool {
        self != UnionPay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_is_told_by_the_first_six_digits_up_to_the_edges_of_its_ranges() {
        for (first_six, network) in [
            (411_111, Some(Visa)),
            (400_000, Some(Visa)),
            (499_999, Some(Visa)),
            (510_000, Some(Mastercard)),
            (559_999, Some(Mastercard)),
            (222_099, None),
            (222_100, Some(Mastercard)),
            (272_099, Some(Mastercard)),
            (272_100, None),
            (340_000, Some(AmericanExpress)),
            (350_000, None),
            (378_282, Some(AmericanExpress)),
            (352_799, None),
            (352_800, Some(Jcb)),
            (358_999, Some(Jcb)),
            (305_999, Some(DinersClub)),
            (306_000, None),
            (361_234, Some(DinersClub)),
            (385_200, Some(DinersClub)),
            (601_111, Some(Discover)),
            (601_200, None),
            (643_999, None),
            (644_000, Some(Discover)),
            (651_000, Some(Discover)),
            (621_234, Some(UnionPay)),
            (622_126, Some(UnionPay)),
            (810_000, Some(UnionPay)),
            (817_199, Some(UnionPay)),
            (817_200, Some(RuPay)),
            (508_500, Some(RuPay)),
            (607_000, Some(RuPay)),
            (652_200, Some(RuPay)),
            (653_150, Some(Discover)),
            (675_900, Some(Maestro)),
            (501_800, Some(Maestro)),
            (501_900, Some(Dankort)),
            (220_220, Some(Mir)),
            (220_500, None),
            (506_700, Some(Elo)),
            (650_035, Some(Elo)),
            (506_100, Some(Verve)),
            (606_282, Some(Hipercard)),
            (979_200, Some(Troy)),
            (100_000, None),
            (0, None),
            (999_999, None),
        ] {
            assert_eq!(Network::of(first_six), network, "{first_six}");
        }
    }

    #[test]
    fn every_range_is_reached() {
        for (first, last, network) in RANGES {
            assert!(first <= last);
            assert_eq!(Network::of(*first), Some(*network), "{first}");
        }
    }
}
