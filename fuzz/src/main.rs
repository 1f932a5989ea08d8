//! One program with all fuzz targets, of which `STRONGROOM_FUZZ` names the one to run. `docs/fuzzing.md` says what each
//! promises; `npm run fuzz` builds, seeds and runs it.

#![no_main]

mod check;
mod containers;
mod credential;
mod exchange;
mod one_time;
mod passwords;
mod seeds;
mod ssh;
mod x509;

use std::sync::OnceLock;

/// Takes any bytes, and panics where the parser does not keep its promises.
type Target = fn(&[u8]);

const TARGETS: &[(&str, Target)] = &[
    ("recognise", credential::recognise),
    ("api_key", credential::api_key),
    ("jwt", credential::jwt),
    ("connection", credential::connection),
    ("dotenv", credential::dotenv),
    ("wifi", credential::wifi),
    ("oauth", credential::oauth),
    ("card", credential::card),
    ("bank_account", credential::bank_account),
    ("expiry", credential::expiry),
    ("otpauth", one_time::otpauth),
    ("migration", one_time::migration),
    ("password_rules", passwords::rules),
    ("user_type", passwords::user_type),
    ("strength", passwords::strength),
    ("recipe", passwords::recipe),
    ("ssh_text", ssh::text),
    ("ssh_openssh", ssh::openssh),
    ("ssh_pem", ssh::pem),
    ("ssh_ppk", ssh::ppk),
    ("ssh_public", ssh::public),
    ("certificate", x509::certificate),
    ("certificates_pem", x509::pem),
    ("private_key", x509::private_key),
    ("key_store", x509::key_store),
    ("chain", x509::chain),
    ("import_format", exchange::format),
    ("csv", exchange::csv),
    ("table", exchange::table),
    ("bitwarden_json", exchange::bitwarden),
    ("other_text", exchange::other_text),
    ("pass_entry", exchange::pass_entry),
    ("opvault_item", exchange::opvault_item),
    ("age", exchange::age),
    ("passkey", exchange::passkey),
    ("kubeconfig", exchange::kubeconfig),
    ("keepassx_xml", exchange::keepassx_xml),
    ("secret_service", exchange::secret_service),
    ("archive", exchange::archive),
    ("strongroom_json", exchange::strongroom_json),
    ("keepass_xml", exchange::keepass_xml),
    ("kdbx_header", exchange::kdbx_header),
    ("kdbx_payload", exchange::kdbx_payload),
    ("kdbx_blocks", exchange::kdbx_blocks),
    ("kdbx_key_file", exchange::kdbx_key_file),
    ("kdb", exchange::kdb),
    ("vault_header", containers::header),
    ("envelope", containers::envelope),
    ("recovery_code", containers::recovery_code),
    ("index_page", containers::index_page),
    ("record", containers::record),
    ("backup", containers::backup),
];

static CHOSEN: OnceLock<Target> = OnceLock::new();

/// Finds the target; where `STRONGROOM_SEEDS` names a folder, writes what to begin with there and ends.
fn choose() {
    let name = std::env::var("STRONGROOM_FUZZ").unwrap_or_default();
    let Some((name, target)) = TARGETS.iter().find(|(known, _)| *known == name) else {
        let names: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
        eprintln!("STRONGROOM_FUZZ should name a target: {}", names.join(", "));
        std::process::exit(2);
    };
    if let Some(folder) = std::env::var_os("STRONGROOM_SEEDS") {
        for (number, seed) in seeds::of(name).into_iter().enumerate() {
            let path = std::path::Path::new(&folder).join(format!("made-{number}"));
            std::fs::write(path, seed).expect("the folder for seeds can be written to");
        }
        std::process::exit(0);
    }
    let _ = CHOSEN.set(*target);
}

libfuzzer_sys::fuzz_target!(init: choose(), |bytes: &[u8]| {
    if let Some(target) = CHOSEN.get() {
        target(bytes);
    }
});
