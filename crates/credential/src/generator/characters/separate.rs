//! The share of admissible strings where classes do not overlap and runs do not matter: a multinomial sum. Its cost does
//! not depend on the minimums, which may be in the hundreds here.

use super::alphabet::Separate;

/// The share of all strings that hold enough of each class.
///
/// The number of characters of each class is multinomial; taken class by class, each count is binomial over the places
/// that the classes before it left. `left[n]` is the chance that `n` places are left and all minimums so far are met.
pub(super) fn share(length: u16, classes: &[Separate]) -> f64 {
    let places = usize::from(length);
    let mut left = vec![0.0; places + 1];
    if let Some(all) = left.last_mut() {
        *all = 1.0;
    }
    let mut characters: usize = classes.iter().map(|class| class.size).sum();
    for class in classes {
        let chance = class.size as f64 / characters as f64;
        left = after_class(&left, chance, usize::from(class.min));
        characters -= class.size;
    }
    // The last class takes every place that is left, so that only `left[0]` is not zero.
    left.first().copied().unwrap_or(0.0).min(1.0)
}

fn after_class(left: &[f64], chance: f64, min: usize) -> Vec<f64> {
    let mut next = vec![0.0; left.len()];
    for (places, &weight) in left.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        for (taken, probability) in binomial(places, chance).enumerate().skip(min) {
            if let Some(slot) = next.get_mut(places - taken) {
                *slot += weight * probability;
            }
        }
    }
    next
}

/// The binomial distribution, from 0 to `places` successes; by logarithms, for 512 places underflow otherwise.
fn binomial(places: usize, chance: f64) -> impl Iterator<Item = f64> {
    let (hit, miss) = (chance.ln(), (1.0 - chance).ln());
    let mut ways = 0.0;
    (0..=places).map(move |taken| {
        if taken > 0 {
            ways += ((places - taken + 1) as f64).ln() - (taken as f64).ln();
        }
        let misses = places - taken;
        // 0 × ln 0 is not a number; no miss at all has no part in the product.
        let missed = if misses == 0 { 0.0 } else { misses as f64 * miss };
        (ways + taken as f64 * hit + missed).exp()
    })
}
