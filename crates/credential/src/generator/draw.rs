//! Unbiased whole numbers from random bytes. A number is drawn again rather than reduced, so that none is likelier.

use strongroom_secret::{Random, RandomError};
use zeroize::Zeroizing;

const BUFFER: usize = 256;
/// Draws in a row that may be refused. Each is refused with a chance below one half, so that only a stuck source gets here.
const REFUSALS: usize = 128;

/// A source of random numbers that asks for its bytes in blocks and wipes them.
pub(super) struct Draw<'a> {
    random: &'a dyn Random,
    buffer: Zeroizing<[u8; BUFFER]>,
    used: usize,
}

impl<'a> Draw<'a> {
    pub(super) fn new(random: &'a dyn Random) -> Self {
        Self { random, buffer: Zeroizing::new([0; BUFFER]), used: BUFFER }
    }

    /// A number below `bound`, all equally likely; 0 when `bound` is 0 or 1.
    pub(super) fn below(&mut self, bound: u16) -> Result<u16, RandomError> {
        if bound <= 1 {
            return Ok(0);
        }
        let whole = u16::MAX - (u16::MAX % bound + 1) % bound;
        for _ in 0..REFUSALS {
            let drawn = self.word()?;
            if drawn <= whole {
                return Ok(drawn % bound);
            }
        }
        Err(RandomError)
    }

    /// One of `choices`, all equally likely.
    pub(super) fn one_of<T: Copy>(&mut self, choices: &[T]) -> Result<T, RandomError> {
        let bound = u16::try_from(choices.len()).map_err(|_| RandomError)?;
        let index = self.below(bound)?;
        choices.get(usize::from(index)).copied().ok_or(RandomError)
    }

    /// Fills `out` with random bytes.
    pub(super) fn bytes(&self, out: &mut [u8]) -> Result<(), RandomError> {
        self.random.fill(out)
    }

    fn word(&mut self) -> Result<u16, RandomError> {
        if self.used >= BUFFER {
            self.random.fill(self.buffer.as_mut_slice())?;
            self.used = 0;
        }
        let bytes =
            self.buffer.get(self.used..).and_then(|rest| rest.first_chunk::<2>()).ok_or(RandomError)?;
        self.used += 2;
        Ok(u16::from_le_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::super::seeded::{Constant, Seeded, chi_square};
    use super::*;

    #[test]
    fn every_number_below_the_bound_is_equally_likely() {
        for bound in [2_u16, 7, 10, 94, 7776] {
            let random = Seeded::new(u64::from(bound));
            let mut draw = Draw::new(&random);
            let mut counts = vec![0_u32; usize::from(bound)];
            for _ in 0..u32::from(bound) * 50 {
                counts[usize::from(draw.below(bound).unwrap())] += 1;
            }
            let (degrees, sigma) = (f64::from(bound - 1), (2.0 * f64::from(bound - 1)).sqrt());
            let off = (chi_square(&counts) - degrees).abs() / sigma;
            assert!(off < 5.0, "bound {bound}: {off} standard deviations off");
        }
    }

    #[test]
    fn top_of_the_range_that_would_favour_small_numbers_is_drawn_again() {
        assert_eq!(Draw::new(&Constant(0xff)).below(10), Err(RandomError));
        assert_eq!(Draw::new(&Constant(0xff)).below(16), Ok(15));
    }

    #[test]
    fn choice_from_nothing_is_an_error() {
        assert_eq!(Draw::new(&Constant(0)).one_of::<u8>(&[]), Err(RandomError));
    }
}
