//! The share of admissible strings where classes overlap or runs are limited: strings are counted character by character,
//! by what they still lack and how they end. Work is bounded before it is begun.

use super::super::GenerateError;
use super::alphabet::{Alphabet, Atom};

/// Numbers kept between two characters.
const MAX_CELLS: usize = 1 << 20;
/// Additions in all: about a tenth of a second.
const MAX_WORK: usize = 40_000_000;

/// The share of all strings of that length that hold enough of each class and repeat no character more than
/// `longest_run` times in a row.
pub(super) fn share(
    length: u16,
    alphabet: &Alphabet,
    longest_run: Option<u16>,
) -> Result<f64, GenerateError> {
    let counting = Counting::new(length, alphabet, longest_run).ok_or(GenerateError::TooManyCases)?;
    let mut shares = counting.first();
    for _ in 1..length {
        shares = counting.next(&shares);
    }
    // Only the last state lacks nothing.
    Ok(shares
        .chunks_exact(counting.width())
        .next_back()
        .map_or(0.0, |cells| cells.iter().sum::<f64>())
        .min(1.0))
}

/// A state says how many of each class have occurred, up to its minimum: a number in a mixed base. Within a state, a cell
/// for each atom that the last character may be of, and for each length of the run that it ends.
struct Counting {
    atoms: Vec<Atom>,
    characters: f64,
    /// Lengths of runs that are told apart; one where runs do not matter.
    runs: usize,
    is_limited: bool,
    /// For each state, the state after a character of each atom.
    after: Vec<usize>,
}

impl Counting {
    /// `None` where it is too much work.
    fn new(length: u16, alphabet: &Alphabet, longest_run: Option<u16>) -> Option<Self> {
        let atoms = alphabet.atoms();
        let runs = usize::from(longest_run.unwrap_or(1));
        let states = alphabet
            .minimums()
            .iter()
            .try_fold(1_usize, |states, min| states.checked_mul(usize::from(*min) + 1))?;
        let cells = states.checked_mul(atoms.len())?.checked_mul(runs)?;
        let per_character = states.checked_mul(atoms.len())?.checked_mul(atoms.len() + runs)?;
        let work = per_character.checked_mul(usize::from(length))?;
        if cells > MAX_CELLS || work > MAX_WORK {
            return None;
        }
        let after = (0..states)
            .flat_map(|state| atoms.iter().map(move |atom| state_after(state, *atom, alphabet.minimums())))
            .collect();
        let characters = alphabet.len() as f64;
        Some(Self { atoms, characters, runs, is_limited: longest_run.is_some(), after })
    }

    /// Cells of a state.
    fn width(&self) -> usize {
        self.atoms.len() * self.runs
    }

    /// Where in all cells the runs of length one stand, after a character of that atom.
    fn target(&self, state: usize, atom: usize) -> usize {
        let next = self.after.get(state * self.atoms.len() + atom).copied().unwrap_or(0);
        next * self.width() + atom * self.runs
    }

    /// The shares of all strings of one character.
    fn first(&self) -> Vec<f64> {
        let mut shares = vec![0.0; self.after.len() * self.runs];
        for (index, atom) in self.atoms.iter().enumerate() {
            add(&mut shares, self.target(0, index), atom.size as f64 / self.characters);
        }
        shares
    }

    /// The shares of strings that are one character longer. Nothing is subtracted, so that no precision is lost.
    fn next(&self, shares: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; shares.len()];
        for (state, cells) in shares.chunks_exact(self.width()).enumerate() {
            if cells.iter().all(|share| *share == 0.0) {
                continue;
            }
            let ending: Vec<f64> = cells.chunks_exact(self.runs).map(|runs| runs.iter().sum()).collect();
            for (index, (atom, runs)) in self.atoms.iter().zip(cells.chunks_exact(self.runs)).enumerate() {
                let target = self.target(state, index);
                add(&mut next, target, self.another(index, *atom, &ending));
                self.add_repeated(&mut next, target, runs);
            }
        }
        next
    }

    /// The share that a character of the atom, other than the last one, is added to.
    fn another(&self, index: usize, atom: Atom, ending: &[f64]) -> f64 {
        let shares = ending.iter().enumerate().map(|(last, share)| {
            let choices = if last == index { atom.size - 1 } else { atom.size };
            share * choices as f64
        });
        shares.sum::<f64>() / self.characters
    }

    /// Adds the strings that repeat their last character, where that is allowed.
    fn add_repeated(&self, next: &mut [f64], target: usize, runs: &[f64]) {
        for (run, share) in runs.iter().enumerate() {
            let longer = if self.is_limited { run + 1 } else { run };
            if longer < self.runs {
                add(next, target + longer, share / self.characters);
            }
        }
    }
}

fn state_after(state: usize, atom: Atom, minimums: &[u16]) -> usize {
    let (mut rest, mut place, mut after) = (state, 1, state);
    for (class, min) in minimums.iter().enumerate() {
        let digits = usize::from(*min) + 1;
        if atom.classes >> class & 1 == 1 && rest % digits < usize::from(*min) {
            after += place;
        }
        rest /= digits;
        place *= digits;
    }
    after
}

fn add(shares: &mut [f64], cell: usize, share: f64) {
    if let Some(slot) = shares.get_mut(cell) {
        *slot += share;
    }
}
