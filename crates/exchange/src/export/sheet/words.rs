//! The sheet's own words, in both languages: it is printed as it is written.

/// The language of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SheetLanguage {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// Everything that the sheet says of itself.
pub(super) struct Words {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    pub(super) made: &'static str,
    pub(super) warning: &'static str,
    pub(super) where_it_is: &'static str,
    pub(super) vault: &'static str,
    pub(super) copies: &'static str,
    pub(super) recovery: &'static str,
    pub(super) recovery_how: &'static str,
    pub(super) recovery_where: &'static str,
    pub(super) how: &'static str,
    pub(super) steps: &'static [&'static str],
    pub(super) people: &'static str,
    /// How a letter is written that nobody could see or tell apart.
    pub(super) numbers: &'static str,
    /// What is drawn beside values in the PDF.
    pub(super) marks: &'static str,
    pub(super) notes: &'static str,
    pub(super) tags: &'static str,
    pub(super) folder: &'static str,
    pub(super) untitled: &'static str,
    labels: &'static [(&'static str, &'static str)],
}

static ENGLISH: Words = Words {
    code: "en",
    title: "Emergency sheet",
    made: "Made on",
    warning: "Whoever holds this sheet can read what stands on it. Keep it where you keep papers of value, and delete the file \
              once it is printed.",
    where_it_is: "Where the vault is",
    vault: "Vault file",
    copies: "Backups lie here, and this is where their passphrase is",
    recovery: "The recovery code",
    recovery_how: "Write it down by hand, from the paper or the file on which you kept it: eight groups of four.",
    recovery_where: "Or write down where it is kept",
    how: "How to get in",
    steps: &[
        "Install Strongroom, and open the vault file named above; without that file, restore a backup.",
        "Choose “Use the recovery code”, and type the eight groups.",
        "Choose a new master password. The old one opens the vault no longer; the recovery code still does.",
    ],
    people: "Whom to ask, and what to do first",
    numbers: "Where something like ‹U+0142› stands, one character is meant: the one that has that number in Unicode.",
    marks: "A flat bracket under the line is a space. An arrow at a line's end: the value goes on in the next line, with \
            nothing between.",
    notes: "Notes",
    tags: "Tags",
    folder: "Folder",
    untitled: "Untitled",
    labels: &[
        ("username", "User name"),
        ("password", "Password"),
        ("url", "Address"),
        ("totp", "One-time code"),
        ("number", "Number"),
        ("code", "Security code"),
        ("pin", "PIN"),
        ("expiry", "Expiry"),
        ("cardholder", "Cardholder"),
        ("ssid", "Network"),
        ("iban", "IBAN"),
        ("bic", "BIC"),
        ("bank", "Bank"),
        ("holder", "Account holder"),
        ("account_number", "Account number"),
        ("key", "Key"),
        ("value", "Value"),
        ("secret", "Secret"),
        ("host", "Host"),
        ("port", "Port"),
        ("private_key", "Private key"),
        ("public_key", "Public key"),
        ("passphrase", "Passphrase"),
    ],
};

static GERMAN: Words = Words {
    code: "de",
    title: "Notfallblatt",
    made: "Erstellt am",
    warning: "Wer dieses Blatt hat, kann lesen, was darauf steht. Bewahre es auf, wo du Wertpapiere aufbewahrst, und lösche die \
              Datei, sobald sie gedruckt ist.",
    where_it_is: "Wo der Tresor liegt",
    vault: "Tresordatei",
    copies: "Sicherungen liegen hier, und hier steht ihre Passphrase",
    recovery: "Der Wiederherstellungscode",
    recovery_how: "Schreibe ihn von Hand ab, von dem Papier oder aus der Datei, wo du ihn hast: acht Gruppen zu vier Zeichen.",
    recovery_where: "Oder schreibe auf, wo er liegt",
    how: "Wie man hineinkommt",
    steps: &[
        "Installiere Strongroom und öffne die oben genannte Tresordatei; fehlt sie, stelle eine Sicherung wieder her.",
        "Wähle „Wiederherstellungscode verwenden“ und gib die acht Gruppen ein.",
        "Wähle ein neues Hauptpasswort. Das alte öffnet den Tresor nicht mehr, der Wiederherstellungscode weiterhin.",
    ],
    people: "Wen man fragt, und was zuerst zu tun ist",
    numbers: "Wo etwas wie ‹U+0142› steht, ist ein Zeichen gemeint: das, das diese Nummer in Unicode hat.",
    marks: "Eine flache Klammer unter der Zeile ist ein Leerzeichen. Ein Pfeil am Ende einer Zeile: der Wert geht in der \
            nächsten Zeile weiter, ohne etwas dazwischen.",
    notes: "Notizen",
    tags: "Schlagwörter",
    folder: "Ordner",
    untitled: "Ohne Titel",
    labels: &[
        ("username", "Benutzername"),
        ("password", "Passwort"),
        ("url", "Adresse"),
        ("totp", "Einmalcode"),
        ("number", "Nummer"),
        ("code", "Prüfziffer"),
        ("pin", "PIN"),
        ("expiry", "Gültig bis"),
        ("cardholder", "Karteninhaber"),
        ("ssid", "Netzwerk"),
        ("iban", "IBAN"),
        ("bic", "BIC"),
        ("bank", "Bank"),
        ("holder", "Kontoinhaber"),
        ("account_number", "Kontonummer"),
        ("key", "Schlüssel"),
        ("value", "Wert"),
        ("secret", "Geheimnis"),
        ("host", "Host"),
        ("port", "Port"),
        ("private_key", "Privater Schlüssel"),
        ("public_key", "Öffentlicher Schlüssel"),
        ("passphrase", "Passphrase"),
    ],
};

impl Words {
    pub(super) fn of(language: SheetLanguage) -> &'static Self {
        match language {
            SheetLanguage::English => &ENGLISH,
            SheetLanguage::German => &GERMAN,
        }
    }

    /// What people call a field of a template; its own name where the sheet has no word for it.
    pub(super) fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.labels.iter().find(|(known, _)| *known == name).map_or(name, |(_, label)| label)
    }
}
