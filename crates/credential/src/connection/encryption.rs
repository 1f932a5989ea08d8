//! How a connection is encrypted, by what its options say and what its drivers do where they say nothing.

use super::text::folded;
use super::{Connection, System};
use crate::codes::codes;

codes! {
    /// What happens on the way to the server.
    Encryption {
        /// Everything crosses the network in the clear.
        Off = "off",
        /// It is encrypted if the server agrees: whoever sits in between can see to it that it is not.
        Opportunistic = "opportunistic",
        /// It is encrypted, with whoever answers.
        Required = "required",
        /// It is encrypted, and the server has to prove who it is.
        Verified = "verified",
        /// It depends on what is not said here, such as the version of the driver.
        Unknown = "unknown",
    }
}

use Encryption::{Off, Opportunistic, Required, Unknown, Verified};

impl Connection {
    /// How it is encrypted. [`Encryption::Off`] for files and sockets, where nothing crosses a network.
    pub fn encryption(&self) -> Encryption {
        match self.system {
            System::PostgreSql => self.postgresql(),
            System::MySql => self.mysql(),
            System::MariaDb => self.mariadb(),
            System::SqlServer => self.sqlserver(),
            System::Oracle => self.oracle(),
            System::MongoDb => self.mongodb(),
            System::Redis | System::Amqp | System::Elasticsearch => self.by_scheme(),
            System::Kafka => self.kafka(),
            System::Sqlite => Off,
        }
    }

    /// Whether an option of one of those names, folded, has one of those values, folded.
    fn says(&self, names: &[&str], values: &[&str]) -> bool {
        self.options.iter().filter(|option| !option.secret).any(|option| {
            // Exposed because the option is marked as no secret; long values are no words.
            let value = option.value.expose();
            names.contains(&folded(&option.name).as_str())
                && value.len() < 64
                && values.contains(&folded(value).as_str())
        })
    }

    fn has(&self, names: &[&str]) -> bool {
        self.options.iter().any(|option| names.contains(&folded(&option.name).as_str()))
    }

    /// libpq, 34.19 and table 34.1: the default is `prefer`; `require` with a root certificate is `verify-ca`.
    fn postgresql(&self) -> Encryption {
        const MODE: &[&str] = &["sslmode", "ssl"];
        let unverified = self.says(&["trustservercertificate"], YES)
            || self.option("sslfactory").is_some_and(|name| name.contains("NonValidating"));
        if self.says(MODE, &["verifyfull", "verifyca"]) {
            if unverified { Required } else { Verified }
        } else if self.says(MODE, &["require", "true", "1"]) {
            if self.has(&["sslrootcert"]) && !unverified { Verified } else { Required }
        } else if self.says(MODE, &["disable"]) {
            Off
        } else if self.says(&["gssencmode"], &["require"]) {
            Verified
        } else {
            Opportunistic
        }
    }

    /// The client's default is `PREFERRED`; `useSSL` and its kin are Connector/J's older words, `tls` that of Go's driver,
    /// `sslaccept` that of Prisma.
    fn mysql(&self) -> Encryption {
        const MODE: &[&str] = &["sslmode", "tls"];
        const SSL: &[&str] = &["usessl", "ssl"];
        if self.says(MODE, &["verifyca", "verifyidentity", "verifyfull", "true"])
            || self.says(&["sslaccept"], &["strict"])
            || self.says(&["verifyservercertificate"], YES) && !self.says(SSL, NO)
            || self.says(SSL, &[r#"{"rejectunauthorized":true}"#])
        {
            Verified
        } else if self.says(MODE, &["required", "skipverify"])
            || self.says(&["requiressl"], YES)
            || self.says(&["ssl"], YES)
        {
            Required
        } else if self.says(MODE, &["disabled", "false"]) || self.says(SSL, NO) {
            Off
        } else {
            Opportunistic
        }
    }

    /// MariaDB Connector/J: `sslMode` is `disable` unless set; `useSsl` and `trustServerCertificate` are its older words,
    /// `FORCETLS` and `SSLVERIFY` those of its ODBC driver.
    fn mariadb(&self) -> Encryption {
        const MODE: &[&str] = &["sslmode"];
        if self.says(MODE, &["verifyca", "verifyfull"]) || self.says(&["sslverify"], YES) {
            Verified
        } else if self.says(MODE, &["trust"]) || self.says(&["forcetls"], YES) {
            Required
        } else if self.says(&["usessl", "ssl", "tls"], YES) {
            if self.says(&["trustservercertificate"], YES) { Required } else { Verified }
        } else {
            Off
        }
    }

    /// Encryption is the default of `Microsoft.Data.SqlClient` 4, JDBC 10.2 and ODBC 18, and not of what came before.
    fn sqlserver(&self) -> Encryption {
        const ENCRYPT: &[&str] = &["encrypt"];
        let driver = self.option("driver").map(str::to_ascii_lowercase);
        let encrypted = if self.says(ENCRYPT, &["strict"]) {
            return Verified;
        } else if self.says(ENCRYPT, NO) {
            false
        } else if self.says(ENCRYPT, YES)
            || driver.as_ref().is_some_and(|driver| driver.contains("driver 18"))
        {
            true
        } else if driver.is_some() {
            false
        } else {
            return Unknown;
        };
        match (encrypted, self.says(&["trustservercertificate"], YES)) {
            (false, _) => Off,
            (true, true) => Required,
            (true, false) => Verified,
        }
    }

    /// Without TLS, native encryption happens where the server asks for it.
    fn oracle(&self) -> Encryption {
        if !self.says(&["protocol"], &["tcps"]) {
            Opportunistic
        } else if self.says(&["sslserverdnmatch"], NO) {
            Required
        } else {
            Verified
        }
    }

    /// The specification "URI options": off unless set, on for `mongodb+srv`.
    fn mongodb(&self) -> Encryption {
        const TLS: &[&str] = &["tls", "ssl"];
        let on = self.says(TLS, YES) || (self.says(&["srv"], YES) && !self.says(TLS, NO));
        let trusting = self.says(
            &[
                "tlsinsecure",
                "tlsallowinvalidcertificates",
                "tlsallowinvalidhostnames",
                "sslinvalidhostnameallowed",
            ],
            YES,
        ) || self.says(&["sslcertreqs"], &["certnone", "none"]);
        match (on, trusting) {
            (false, _) => Off,
            (true, true) => Required,
            (true, false) => Verified,
        }
    }

    /// `rediss`, `amqps`, `https`; the options that turn verification off are those of redis-py, Lettuce and RabbitMQ.
    fn by_scheme(&self) -> Encryption {
        let trusting = self
            .says(&["sslcertreqs", "verify", "verifypeer"], &["none", "certnone", "verifynone", "false"])
            || self.says(&["sslcheckhostname", "verifycerts"], NO)
            || self.says(&["tlsinsecure", "insecure"], YES);
        match (self.says(&["tls"], YES), trusting) {
            (false, _) => Off,
            (true, true) => Required,
            (true, false) => Verified,
        }
    }

    /// `security.protocol` is `PLAINTEXT` unless set; an empty identification algorithm turns the check of names off.
    fn kafka(&self) -> Encryption {
        let trusting = self.says(&["sslendpointidentificationalgorithm"], &["", "none"])
            || self.says(&["enablesslcertificateverification"], NO);
        match (self.says(&["securityprotocol"], &["ssl", "saslssl"]), trusting) {
            (false, _) => Off,
            (true, true) => Required,
            (true, false) => Verified,
        }
    }
}

const YES: &[&str] = &["true", "yes", "1", "on"];
const NO: &[&str] = &["false", "no", "0", "off"];
