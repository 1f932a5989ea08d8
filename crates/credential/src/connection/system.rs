//! The products, the forms in which connections to them are written, and which of them go together.

use crate::codes::codes;

codes! {
    /// A product, or a family of products that is spoken to in the same way. The set may grow.
    System {
        /// PostgreSQL and what speaks its protocol.
        PostgreSql = "postgresql",
        /// MySQL.
        MySql = "mysql",
        /// MariaDB, where it names itself.
        MariaDb = "mariadb",
        /// Microsoft SQL Server and Azure SQL.
        SqlServer = "sqlserver",
        /// Oracle Database.
        Oracle = "oracle",
        /// MongoDB.
        MongoDb = "mongodb",
        /// Redis and Valkey.
        Redis = "redis",
        /// A file of SQLite.
        Sqlite = "sqlite",
        /// AMQP 0-9-1, as RabbitMQ speaks it.
        Amqp = "amqp",
        /// Apache Kafka.
        Kafka = "kafka",
        /// Elasticsearch or OpenSearch; their addresses do not say which.
        Elasticsearch = "elasticsearch",
    }
}

codes! {
    /// A way of writing a connection. The set may grow.
    Form {
        /// A URL of the product's scheme.
        Url = "url",
        /// libpq's `keyword=value keyword=value`.
        KeyValue = "key_value",
        /// A line of PostgreSQL's `.pgpass`.
        PasswordFile = "password_file",
        /// A `jdbc:` URL.
        Jdbc = "jdbc",
        /// ADO.NET's `Keyword=value;Keyword=value`: SqlClient, Npgsql, MySqlConnector, ODP.NET, Microsoft.Data.Sqlite.
        AdoNet = "ado_net",
        /// ODBC's `Driver={…};Keyword=value`.
        Odbc = "odbc",
        /// Oracle's `user/password@//host:port/service`.
        EasyConnect = "easy_connect",
        /// Oracle's `(DESCRIPTION=…)`, as in `tnsnames.ora`.
        Descriptor = "descriptor",
        /// Kafka's properties for Java, with a login module inside.
        Properties = "properties",
        /// Kafka's properties for librdkafka and the clients built on it.
        Librdkafka = "librdkafka",
        /// SQLite's own `file:` URI.
        FileUri = "file_uri",
    }
}

impl System {
    /// The name that people write.
    pub fn name(self) -> &'static str {
        match self {
            Self::PostgreSql => "PostgreSQL",
            Self::MySql => "MySQL",
            Self::MariaDb => "MariaDB",
            Self::SqlServer => "SQL Server",
            Self::Oracle => "Oracle Database",
            Self::MongoDb => "MongoDB",
            Self::Redis => "Redis",
            Self::Sqlite => "SQLite",
            Self::Amqp => "AMQP",
            Self::Kafka => "Kafka",
            Self::Elasticsearch => "Elasticsearch",
        }
    }

    /// The port where it listens unless told otherwise; `secure` for encrypted connections only.
    pub fn default_port(self, secure: bool) -> Option<u16> {
        Some(match self {
            Self::PostgreSql => 5432,
            Self::MySql | Self::MariaDb => 3306,
            Self::SqlServer => 1433,
            Self::Oracle => 1521,
            Self::MongoDb => 27017,
            Self::Redis => 6379,
            Self::Sqlite => return None,
            Self::Amqp if secure => 5671,
            Self::Amqp => 5672,
            Self::Kafka => 9092,
            // As curl and the clients have it: an address without a port is one of the web.
            Self::Elasticsearch if secure => 443,
            Self::Elasticsearch => 80,
        })
    }

    /// The forms in which connections to it are written, its main one first.
    pub(super) fn all_forms(self) -> &'static [Form] {
        use Form::{
            AdoNet, Descriptor, EasyConnect, FileUri, Jdbc, KeyValue, Librdkafka, Odbc, PasswordFile,
            Properties, Url,
        };
        match self {
            Self::PostgreSql => &[Url, KeyValue, Jdbc, AdoNet, Odbc, PasswordFile],
            Self::MySql | Self::SqlServer => &[Url, Jdbc, AdoNet, Odbc],
            Self::MariaDb => &[Url, Jdbc, Odbc],
            Self::Oracle => &[EasyConnect, Descriptor, Url, Jdbc, AdoNet, Odbc],
            Self::Sqlite => &[Url, FileUri, Jdbc, AdoNet, Odbc],
            Self::Kafka => &[Properties, Librdkafka],
            Self::MongoDb | Self::Redis | Self::Amqp | Self::Elasticsearch => &[Url],
        }
    }
}
