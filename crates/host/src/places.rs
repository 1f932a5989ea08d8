//! Where things are kept on this machine: the XDG folders on Linux, what is native elsewhere. Makes no folder by itself.

use etcetera::BaseStrategy;
use etcetera::base_strategy::choose_native_strategy;
use strongroom_api::Places;
use thiserror::Error;

/// The name of the program's own folder in each of the system's.
const FOLDER: &str = "strongroom";

/// The system does not say where the person's files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the home folder is unknown: set the environment variable HOME")]
pub struct NoHome;

/// The folders of this machine. None of them needs to exist.
///
/// # Errors
/// [`NoHome`] where neither the environment nor the system names a home folder.
pub fn places() -> Result<Places, NoHome> {
    let system = choose_native_strategy().map_err(|_| NoHome)?;
    let data = system.data_dir().join(FOLDER);
    // Apple and Windows have no folder for state.
    let state = system.state_dir().map_or_else(|| data.join("state"), |folder| folder.join(FOLDER));
    Ok(Places { state, config: system.config_dir().join(FOLDER), data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_absolute_and_the_program_s_own() {
        let places = places().unwrap();
        for place in [&places.data, &places.state, &places.config] {
            assert!(place.is_absolute() && place.iter().any(|part| part == FOLDER), "{place:?}");
        }
    }

    #[test]
    fn state_that_may_be_lost_lies_apart_from_data() {
        let places = places().unwrap();
        assert_ne!(places.state, places.data);
    }
}
