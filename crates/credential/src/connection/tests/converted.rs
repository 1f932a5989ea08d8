//! What a connection looks like in each form of its product.

use super::Connection;
use crate::connection::Form;

fn converted(text: &str, expected: &[(Form, &str)]) {
    let connection = Connection::parse(text).unwrap().connection;
    let written: Vec<(Form, String)> = connection
        .forms()
        .into_iter()
        .map(|form| (form, connection.write(form).unwrap().expose().clone()))
        .collect();
    let written: Vec<(Form, &str)> = written.iter().map(|(form, text)| (*form, text.as_str())).collect();
    assert_eq!(written, expected, "{text}");
}

#[test]
fn postgresql_is_written_in_every_form() {
    converted(
        "host=db port=5433 dbname=app user=alice password='a b;c' sslmode=verify-full application_name=x connect_timeout=3 target_session_attrs=read-write",
        &[
            (
                Form::Url,
                "postgresql://alice:a%20b%3Bc@db:5433/app?sslmode=verify-full&application_name=x&connect_timeout=3&target_session_attrs=read-write",
            ),
            (
                Form::KeyValue,
                "host=db port=5433 dbname=app user=alice password='a b;c' sslmode=verify-full application_name=x connect_timeout=3 target_session_attrs=read-write",
            ),
            (
                Form::Jdbc,
                "jdbc:postgresql://db:5433/app?user=alice&password=a%20b%3Bc&sslmode=verify-full&ApplicationName=x&connectTimeout=3&target_session_attrs=read-write",
            ),
            (
                Form::AdoNet,
                "Host=db;Port=5433;Database=app;Username=alice;Password=\"a b;c\";SSL Mode=VerifyFull;Application Name=x;Timeout=3;Target Session Attributes=ReadWrite;",
            ),
            (
                Form::Odbc,
                "Driver={PostgreSQL Unicode};Server=db;Port=5433;Database=app;Uid=alice;Pwd={a b;c};SSLmode=verify-full;application_name=x;connect_timeout=3;target_session_attrs=read-write;",
            ),
        ],
    );
    converted(
        "db:5432:app:alice:a:b".replace("a:b", r"a\:b").as_str(),
        &[
            (Form::Url, "postgresql://alice:a%3Ab@db:5432/app"),
            (Form::KeyValue, "host=db port=5432 dbname=app user=alice password=a:b"),
            (Form::Jdbc, "jdbc:postgresql://db:5432/app?user=alice&password=a:b"),
            (Form::AdoNet, "Host=db;Port=5432;Database=app;Username=alice;Password=a:b;"),
            (Form::Odbc, "Driver={PostgreSQL Unicode};Server=db;Port=5432;Database=app;Uid=alice;Pwd=a:b;"),
            (Form::PasswordFile, r"db:5432:app:alice:a\:b"),
        ],
    );
}

#[test]
fn what_a_form_cannot_say_is_not_written_in_it() {
    converted(
        "postgresql://u@/app?host=/run/postgresql",
        &[
            (Form::Url, "postgresql://u@%2Frun%2Fpostgresql/app"),
            (Form::KeyValue, "host=/run/postgresql dbname=app user=u"),
            (Form::AdoNet, "Host=/run/postgresql;Database=app;Username=u;"),
            (Form::Odbc, "Driver={PostgreSQL Unicode};Server=/run/postgresql;Database=app;Uid=u;"),
            (Form::PasswordFile, "/run/postgresql:*:app:u:"),
        ],
    );
    converted(
        "mysql://u@h1:1,h2:2/d",
        &[
            (Form::Url, "mysql://u@h1:1,h2:2/d"),
            (Form::Jdbc, "jdbc:mysql://h1:1,h2:2/d?user=u"),
            (Form::Odbc, "Driver={MySQL ODBC 8.0 Unicode Driver};Server=h1,h2;Port=1,2;Database=d;Uid=u;"),
        ],
    );
    converted(
        "mariadb://u:a&b@db/d",
        &[
            (Form::Url, "mariadb://u:a%26b@db/d"),
            (Form::Odbc, "Driver={MariaDB ODBC 3.1 Driver};Server=db;Database=d;Uid=u;Pwd=a&b;"),
        ],
    );
}

#[test]
fn mysql_and_mariadb_are_written_in_every_form() {
    converted(
        "mysql://alice:p%40ss@db:3306/app?ssl-mode=VERIFY_IDENTITY&ssl-ca=/ca.pem",
        &[
            (Form::Url, "mysql://alice:p%40ss@db:3306/app?ssl-mode=VERIFY_IDENTITY&ssl-ca=/ca.pem"),
            (
                Form::Jdbc,
                "jdbc:mysql://db:3306/app?user=alice&password=p%40ss&sslMode=VERIFY_IDENTITY&ssl-ca=/ca.pem",
            ),
            (
                Form::AdoNet,
                "Server=db;Port=3306;Database=app;Uid=alice;Pwd=p@ss;SslMode=VerifyFull;SslCa=/ca.pem;",
            ),
            (
                Form::Odbc,
                "Driver={MySQL ODBC 8.0 Unicode Driver};Server=db;Port=3306;Database=app;Uid=alice;Pwd={p@ss};SSLMODE=VERIFY_IDENTITY;SSLCA=/ca.pem;",
            ),
        ],
    );
    converted(
        "jdbc:mariadb://db/app?user=u&password=p@ss&sslMode=verify-full",
        &[
            (Form::Url, "mariadb://u:p%40ss@db/app?sslMode=verify-full"),
            (Form::Jdbc, "jdbc:mariadb://db/app?user=u&password=p@ss&sslMode=verify-full"),
            (
                Form::Odbc,
                "Driver={MariaDB ODBC 3.1 Driver};Server=db;Database=app;Uid=u;Pwd={p@ss};sslMode=verify-full;",
            ),
        ],
    );
}

#[test]
fn sql_server_is_written_in_every_form() {
    converted(
        "Server=tcp:db.example.com,1433;Database=app;User ID=u;Password=p@ss;Encrypt=True;TrustServerCertificate=False;Integrated Security=False;MultiSubnetFailover=yes;Application Name=My App;Connect Timeout=30",
        &[
            (
                Form::Url,
                "mssql://u:p%40ss@db.example.com:1433/app?encrypt=true&trustServerCertificate=false&integratedSecurity=false&multiSubnetFailover=true&applicationName=My%20App&loginTimeout=30",
            ),
            (
                Form::Jdbc,
                "jdbc:sqlserver://db.example.com:1433;databaseName=app;user=u;password={p@ss};encrypt=true;trustServerCertificate=false;integratedSecurity=false;multiSubnetFailover=true;applicationName=My App;loginTimeout=30;",
            ),
            (
                Form::AdoNet,
                "Data Source=tcp:db.example.com,1433;Initial Catalog=app;User ID=u;Password=p@ss;Encrypt=True;TrustServerCertificate=False;Integrated Security=False;MultiSubnetFailover=True;Application Name=\"My App\";Connect Timeout=30;",
            ),
            (
                Form::Odbc,
                "Driver={ODBC Driver 18 for SQL Server};Server=tcp:db.example.com,1433;Database=app;Uid=u;Pwd={p@ss};Encrypt=yes;TrustServerCertificate=no;Trusted_Connection=no;MultiSubnetFailover=yes;APP=My App;loginTimeout=30;",
            ),
        ],
    );
    converted(
        r"jdbc:sqlserver://db\inst;user=u;password=p",
        &[
            (Form::Url, "mssql://u:p@db/?instanceName=inst"),
            (Form::Jdbc, "jdbc:sqlserver://db;instanceName=inst;user=u;password=p;"),
            (Form::AdoNet, r"Data Source=db\inst;Initial Catalog=;User ID=u;Password=p;"),
            (Form::Odbc, r"Driver={ODBC Driver 18 for SQL Server};Server=db\inst;Uid=u;Pwd=p;"),
        ],
    );
    converted(
        "mssql://u:p@[2001:db8::1]:1433/app",
        &[
            (Form::Url, "mssql://u:p@[2001:db8::1]:1433/app"),
            (
                Form::Jdbc,
                "jdbc:sqlserver://;serverName=2001:db8::1;portNumber=1433;databaseName=app;user=u;password=p;",
            ),
            (Form::AdoNet, "Data Source=2001:db8::1,1433;Initial Catalog=app;User ID=u;Password=p;"),
            (
                Form::Odbc,
                "Driver={ODBC Driver 18 for SQL Server};Server=2001:db8::1,1433;Database=app;Uid=u;Pwd=p;",
            ),
        ],
    );
}

#[test]
fn oracle_is_written_in_every_form() {
    converted(
        "scott/\"p@ss\"@tcps://db:2484/sales:dedicated?wallet_location=\"/etc/w\"&retry_count=3",
        &[
            (
                Form::EasyConnect,
                "scott/\"p@ss\"@tcps://db:2484/sales:dedicated?wallet_location=\"/etc/w\"&retry_count=3",
            ),
            (
                Form::Descriptor,
                "scott/\"p@ss\"@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=db)(PORT=2484))(CONNECT_DATA=(SERVICE_NAME=sales)(SERVER=dedicated))(SECURITY=(WALLET_LOCATION=/etc/w))(RETRY_COUNT=3))",
            ),
            (
                Form::Url,
                "oracle://scott:p%40ss@db:2484/?service_name=sales&protocol=tcps&server=dedicated&wallet_location=/etc/w&retry_count=3",
            ),
            (
                Form::Jdbc,
                "jdbc:oracle:thin:scott/\"p@ss\"@tcps://db:2484/sales:dedicated?wallet_location=\"/etc/w\"&retry_count=3",
            ),
            (
                Form::AdoNet,
                "User Id=scott;Password=p@ss;Data Source='tcps://db:2484/sales:dedicated?wallet_location=\"/etc/w\"&retry_count=3';",
            ),
            (
                Form::Odbc,
                "Driver={Oracle 19 ODBC driver};Dbq={tcps://db:2484/sales:dedicated?wallet_location=\"/etc/w\"&retry_count=3};Uid=scott;Pwd={p@ss};",
            ),
        ],
    );
    converted(
        "jdbc:oracle:thin:scott/tiger@db:1521:ORCL",
        &[
            (
                Form::Descriptor,
                "scott/tiger@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))(CONNECT_DATA=(SID=ORCL)))",
            ),
            (Form::Url, "oracle://scott:tiger@db:1521/ORCL"),
            (Form::Jdbc, "jdbc:oracle:thin:scott/tiger@db:1521:ORCL"),
            (
                Form::AdoNet,
                "User Id=scott;Password=tiger;Data Source=\"(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))(CONNECT_DATA=(SID=ORCL)))\";",
            ),
            (
                Form::Odbc,
                "Driver={Oracle 19 ODBC driver};Dbq={(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))(CONNECT_DATA=(SID=ORCL)))};Uid=scott;Pwd=tiger;",
            ),
        ],
    );
}

#[test]
fn kafka_is_written_for_java_and_for_librdkafka() {
    converted(
        "bootstrap.servers=k:9092\nsecurity.protocol=SASL_SSL\nsasl.mechanisms=SCRAM-SHA-256\nsasl.username=a\nsasl.password=b\\c\"d",
        &[
            (
                Form::Properties,
                "bootstrap.servers=k:9092\nsecurity.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-256\nsasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"a\" password=\"b\\\\\\\\c\\\\\"d\";\n",
            ),
            (
                Form::Librdkafka,
                "bootstrap.servers=k:9092\nsecurity.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-256\nsasl.username=a\nsasl.password=b\\c\"d\n",
            ),
        ],
    );
}

#[test]
fn products_with_one_form_and_files_are_written() {
    converted("mongodb+srv://u:p@h/?w=majority", &[(Form::Url, "mongodb+srv://u:p@h/?w=majority")]);
    converted("valkeys://:p@h:6380/1", &[(Form::Url, "rediss://:p@h:6380/1")]);
    converted(
        "unix://:p@/run/redis.sock?db=1",
        &[(Form::Url, "redis-socket://:p@/run/redis.sock?database=1")],
    );
    converted("amqps://u:p@h/%2F?heartbeat=5", &[(Form::Url, "amqps://u:p@h/%2F?heartbeat=5")]);
    converted("https://u:p@h:9200/a/b", &[(Form::Url, "https://u:p@h:9200/a/b")]);
    converted(
        "file:/var/lib/my app.db",
        &[
            (Form::Url, "sqlite:////var/lib/my app.db"),
            (Form::FileUri, "file:/var/lib/my app.db"),
            (Form::Jdbc, "jdbc:sqlite:/var/lib/my app.db"),
            (Form::AdoNet, "Data Source=\"/var/lib/my app.db\";"),
            (Form::Odbc, "Driver={SQLite3 ODBC Driver};Database=/var/lib/my app.db;"),
        ],
    );
}
