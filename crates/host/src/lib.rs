//! What every host of the api shares: the keyring, the places of a machine, the import process.
