//! Each product's documented examples, with made-up names.

use super::check;

#[test]
fn postgresql_uris_are_read_as_libpq_documents_them() {
    check(&[
        ("postgresql://", "postgresql url :@/ {}"),
        ("postgresql://localhost", "postgresql url :@localhost/ {}"),
        ("postgresql://localhost:5433", "postgresql url :@localhost:5433/ {}"),
        ("postgresql://localhost/mydb", "postgresql url :@localhost/mydb {}"),
        ("postgresql://user@localhost", "postgresql url user:@localhost/ {}"),
        ("postgresql://user:made-up@localhost", "postgresql url user:made-up@localhost/ {}"),
        (
            "postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp",
            "postgresql url other:@localhost/otherdb {connect_timeout=10 application_name=myapp}",
        ),
        (
            "postgresql://host1:123,host2:456/somedb?target_session_attrs=any&application_name=myapp",
            "postgresql url :@host1:123,host2:456/somedb {target_session_attrs=any application_name=myapp}",
        ),
        ("postgresql:///mydb?host=localhost&port=5433", "postgresql url :@localhost:5433/mydb {}"),
        ("postgresql://[2001:db8::1234]/database", "postgresql url :@2001:db8::1234/database {}"),
        ("postgresql:///dbname?host=/var/lib/postgresql", "postgresql url :@/var/lib/postgresql/dbname {}"),
        ("postgresql://%2Fvar%2Flib%2Fpostgresql/dbname", "postgresql url :@/var/lib/postgresql/dbname {}"),
        (
            "postgresql://user@localhost:5433/mydb?options=-c%20synchronous_commit%3Doff",
            "postgresql url user:@localhost:5433/mydb {options=-c synchronous_commit=off}",
        ),
        ("postgresql://h/db?user=other&password=made%20up", "postgresql url other:made up@h/db {}"),
        ("postgresql://h/db?ssl=true", "postgresql url :@h/db {sslmode=require}"),
        ("postgresql:///db?port=5433", "postgresql url :@/db {port=5433}"),
        (
            "postgresql+psycopg2://al%40ice:p%2Fa%3As%23s@db.example.com:5432/app",
            "postgresql url al@ice:p/a:s#s@db.example.com:5432/app {}",
        ),
        ("postgres://[fe80::1%25eth0]:5432/app", "postgresql url :@fe80::1%eth0:5432/app {}"),
        ("postgis://alice:made-up@db/gis", "postgresql url alice:made-up@db/gis {}"),
        ("postgres://alice:p#a@s@db/app", "postgresql url alice:p#a@s@db/app {}"),
        ("postgres://alice:a?b@db/app", "postgresql url alice:a?b@db/app {}"),
        ("postgres://db?user=a@b", "postgresql url a@b:@db/ {}"),
        (
            "postgres://alice@db/app?sslmode=verify-full&sslpassword=made-up",
            "postgresql url alice:@db/app {sslmode=verify-full sslpassword=made-up*}",
        ),
    ]);
}

#[test]
fn key_value_strings_are_read_as_libpq_documents_them() {
    check(&[
        (
            "host=localhost port=5432 dbname=mydb connect_timeout=10",
            "postgresql key_value :@localhost:5432/mydb {connect_timeout=10}",
        ),
        (
            r"user = alice  password='it\'s a \\ made-up one' host=a,b port=5432 dbname=''",
            r"postgresql key_value alice:it's a \ made-up one@a:5432,b:5432/ {}",
        ),
        ("host=a,b,c port=1,2,3 dbname=x", "postgresql key_value :@a:1,b:2,c:3/x {}"),
        ("host=a,b port=,2 dbname=x", "postgresql key_value :@a,b:2/x {}"),
        ("host=/run/postgresql dbname=x user=u", "postgresql key_value u:@/run/postgresql/x {}"),
        ("host=::1 dbname=x", "postgresql key_value :@::1/x {}"),
        ("host=@abstract dbname=x", "postgresql key_value :@@abstract/x {}"),
        (r"dbname=x password=a\ b\'c\\d user=u", r"postgresql key_value u:a b'c\d@/x {}"),
        ("dbname=x user=first user=last", "postgresql key_value last:@/x {}"),
        ("host=db\ndbname=x\n\tuser=u", "postgresql key_value u:@db/x {}"),
        ("hostaddr=192.0.2.7 dbname=x", "postgresql key_value :@/x {hostaddr=192.0.2.7}"),
        ("service=reporting user=u", "postgresql key_value u:@/ {service=reporting}"),
        ("port=5433 dbname=x", "postgresql key_value :@/x {port=5433}"),
        ("password='a;b=c' host=h user=u", "postgresql key_value u:a;b=c@h/ {}"),
    ]);
}

#[test]
fn lines_of_the_password_file_are_read_as_libpq_documents_them() {
    check(&[
        (
            "db.example.com:5432:app:alice:made-up",
            "postgresql password_file alice:made-up@db.example.com:5432/app {}",
        ),
        ("localhost:*:*:alice:made-up", "postgresql password_file alice:made-up@localhost/ {}"),
        ("*:*:*:alice:made-up", "postgresql password_file alice:made-up@/ {}"),
        ("*:5433:app:alice:made-up", "postgresql password_file alice:made-up@/app {port=5433}"),
        (r"\:\:1:5432:app:al\\ice:a\:b\\c", r"postgresql password_file al\ice:a:b\c@::1:5432/app {}"),
        (
            "/run/postgresql:5432:app:alice:made-up",
            "postgresql password_file alice:made-up@/run/postgresql:5432/app {}",
        ),
    ]);
}

#[test]
fn jdbc_urls_of_postgresql_are_read_as_pgjdbc_documents_them() {
    check(&[
        ("jdbc:postgresql:database", "postgresql jdbc :@/database {}"),
        ("jdbc:postgresql:/", "postgresql jdbc :@/ {}"),
        ("jdbc:postgresql://host/database", "postgresql jdbc :@host/database {}"),
        ("jdbc:postgresql://host:5433/", "postgresql jdbc :@host:5433/ {}"),
        ("jdbc:postgresql://[::1]:5740/accounting", "postgresql jdbc :@::1:5740/accounting {}"),
        (
            "jdbc:postgresql://localhost/test?user=fred&password=made%2Bup&ssl=true",
            "postgresql jdbc fred:made+up@localhost/test {sslmode=verify-full}",
        ),
        (
            "jdbc:postgresql://host1:5432,host2/accounting?targetServerType=primary&ApplicationName=My+App",
            "postgresql jdbc :@host1:5432,host2/accounting {targetServerType=primary application_name=My App}",
        ),
        ("jdbc:redshift://cluster.example.com:5439/dev", "postgresql jdbc :@cluster.example.com:5439/dev {}"),
    ]);
}

#[test]
fn strings_of_npgsql_are_told_from_those_of_other_providers() {
    check(&[
        (
            "Host=myserver;Username=mylogin;Password=made-up;Database=mydatabase",
            "postgresql ado_net mylogin:made-up@myserver/mydatabase {}",
        ),
        (
            "Server=127.0.0.1;Port=5432;Database=app;User Id=alice;Password=made-up;",
            "postgresql ado_net alice:made-up@127.0.0.1:5432/app {}",
        ),
        (
            "Host=h1:5433,h2;Port=5432;Username=u;SSL Mode=VerifyFull;Application Name=\"a;b\"",
            "postgresql ado_net u:@h1:5433,h2:5432/ {sslmode=verify-full application_name=a;b}",
        ),
        ("Host=/run/postgresql;Username=u;Database=d", "postgresql ado_net u:@/run/postgresql/d {}"),
        (
            "host=db;username=u;password='it''s';timeout=3",
            "postgresql ado_net u:it's@db/ {connect_timeout=3}",
        ),
        (
            "Server=db;User Id=u;Password=p;Database=d;SslMode=Require;Trust Server Certificate=true",
            "postgresql ado_net u:p@db/d {sslmode=require Trust Server Certificate=true}",
        ),
        ("Host=db;Username=a;Username=b", "postgresql ado_net b:@db/ {}"),
    ]);
}

#[test]
fn mysql_is_read_in_its_four_forms() {
    check(&[
        (
            "mysql://root@localhost/test?ssl-mode=REQUIRED",
            "mysql url root:@localhost/test {ssl-mode=REQUIRED}",
        ),
        ("mysqlx://user:made-up@[::1]:33060/db", "mysql url user:made-up@::1:33060/db {}"),
        ("mysql://user@%2Ftmp%2Fmysql.sock/db", "mysql url user:@/tmp/mysql.sock/db {}"),
        ("mysql2://u:p@db/app?sslmode=verify_identity", "mysql url u:p@db/app {ssl-mode=VERIFY_IDENTITY}"),
        (
            "mysql+pymysql://u:p@localhost/app?unix_socket=/tmp/mysql.sock&charset=utf8mb4",
            "mysql url u:p@localhost/app {unix_socket=/tmp/mysql.sock charset=utf8mb4}",
        ),
        ("jdbc:mysql://host1:33060/sakila", "mysql jdbc :@host1:33060/sakila {}"),
        ("jdbc:mysql://host1:1111,host2:2222/db", "mysql jdbc :@host1:1111,host2:2222/db {}"),
        (
            "jdbc:mysql://sandy:made%2Fup@[myhost1:1111,myhost2:2222]/db",
            "mysql jdbc sandy:made/up@myhost1:1111,myhost2:2222/db {}",
        ),
        (
            "jdbc:mysql://address=(host=myhost)(port=1111)/db?user=u&password=p&useSSL=false",
            "mysql jdbc u:p@myhost:1111/db {useSSL=false}",
        ),
        ("jdbc:mysql://(host=h1,port=1),(host=h2,port=2)/db", "mysql jdbc :@h1:1,h2:2/db {}"),
        ("jdbc:mysql://[::1]:3306/db", "mysql jdbc :@::1:3306/db {}"),
        (
            "jdbc:mysql:loadbalance://h1,h2/sakila?sslMode=VERIFY_CA",
            "mysql jdbc :@h1,h2/sakila {haMode=loadbalance ssl-mode=VERIFY_CA}",
        ),
        ("jdbc:mysql+srv://mysql.example.com/db", "mysql jdbc :@mysql.example.com/db {srv=true}"),
        (
            "Server=myserver;Port=3306;Database=app;Uid=alice;Pwd=made-up;",
            "mysql ado_net alice:made-up@myserver:3306/app {}",
        ),
        ("Server=db;Database=app;Uid=alice;Pwd=made-up", "mysql ado_net alice:made-up@db/app {}"),
        (
            "Server=h1,h2;User ID=u;Password=p;Database=d;SslMode=Required;AllowPublicKeyRetrieval=true",
            "mysql ado_net u:p@h1,h2/d {ssl-mode=REQUIRED AllowPublicKeyRetrieval=true}",
        ),
    ]);
}

#[test]
fn mariadb_is_read_where_it_names_itself() {
    check(&[
        ("mariadb://u:p@db:3307/app", "mariadb url u:p@db:3307/app {}"),
        ("mariadb+mariadbconnector://u:p@db/app", "mariadb url u:p@db/app {}"),
        (
            "jdbc:mariadb://192.0.2.1:3307/database?user=db_user&password=made-up&sslMode=verify-full",
            "mariadb jdbc db_user:made-up@192.0.2.1:3307/database {sslMode=verify-full}",
        ),
        ("jdbc:mariadb://db/app?user=u&password=made%2Bup", "mariadb jdbc u:made%2Bup@db/app {}"),
        (
            "jdbc:mariadb:sequential://address=(host=h1)(port=3306),address=(host=h2)/db",
            "mariadb jdbc :@h1:3306,h2/db {haMode=sequential}",
        ),
    ]);
}

#[test]
fn mongodb_is_read_as_its_specification_has_it() {
    check(&[
        ("mongodb://db0.example.com", "mongodb url :@db0.example.com/ {}"),
        (
            "mongodb://myDBReader:D1fficultP%40ssw0rd@db0.example.com:27017,db1.example.com:27018/?authSource=admin&replicaSet=rs",
            "mongodb url myDBReader:D1fficultP@ssw0rd@db0.example.com:27017,db1.example.com:27018/ {authSource=admin replicaSet=rs}",
        ),
        (
            "mongodb+srv://u:p@server.example.com/app?retryWrites=true&w=majority",
            "mongodb url u:p@server.example.com/app {srv=true retryWrites=true w=majority}",
        ),
        ("mongodb://%2Ftmp%2Fmongodb-27017.sock/app", "mongodb url :@/tmp/mongodb-27017.sock/app {}"),
        (
            "mongodb://h?readPreferenceTags=dc:ny,rack:1&readPreferenceTags=dc:ny&readPreferenceTags=",
            "mongodb url :@h/ {readPreferenceTags=dc:ny,rack:1 readPreferenceTags=dc:ny readPreferenceTags=}",
        ),
        (
            "mongodb://h/?tls=true&tlsCertificateKeyFile=/c.pem&tlsCertificateKeyFilePassword=made-up",
            "mongodb url :@h/ {tls=true tlsCertificateKeyFile=/c.pem tlsCertificateKeyFilePassword=made-up*}",
        ),
    ]);
}

#[test]
fn redis_is_read_in_its_schemes() {
    check(&[
        (
            "redis://user:made-up@localhost:6379/0?foo=bar",
            "redis url user:made-up@localhost:6379/0 {foo=bar}",
        ),
        ("redis://:made-up@localhost", "redis url :made-up@localhost/ {}"),
        ("redis://made-up@localhost", "redis url :made-up@localhost/ {}"),
        ("redis://alice:@localhost", "redis url alice:@localhost/ {}"),
        (
            "rediss://default:made-up@cache.example.com:6380",
            "redis url default:made-up@cache.example.com:6380/ {tls=true}",
        ),
        ("redis://localhost?db=5&password=made-up", "redis url :made-up@localhost/5 {}"),
        ("redis:///3", "redis url :@/3 {}"),
        ("unix://alice:made-up@/run/redis.sock?db=1", "redis url alice:made-up@/run/redis.sock/1 {}"),
        (
            "redis-socket:///run/redis.sock?database=2&timeout=1s",
            "redis url :@/run/redis.sock/2 {timeout=1s}",
        ),
        ("redis+socket:///run/redis.sock?virtual_host=2", "redis url :@/run/redis.sock/2 {}"),
        (
            "redis-sentinel://:made-up@s1:26379,s2:26379/0?sentinelMasterId=mymaster",
            "redis url :made-up@s1:26379,s2:26379/0 {sentinelMasterId=mymaster}",
        ),
        ("valkeys://h/1", "redis url :@h/1 {tls=true}"),
    ]);
}

#[test]
fn sqlite_is_read_in_its_five_forms() {
    check(&[
        ("sqlite:///foo.db", "sqlite url :@/foo.db {}"),
        ("sqlite:////absolute/path/to/foo.db", "sqlite url :@//absolute/path/to/foo.db {}"),
        (r"sqlite:///C:\path\to\foo.db", r"sqlite url :@/C:\path\to\foo.db {}"),
        ("sqlite://", "sqlite url :@/ {}"),
        ("sqlite:///:memory:", "sqlite url :@/:memory: {}"),
        ("sqlite:data/my app.db?mode=rwc", "sqlite url :@/data/my app.db {mode=rwc}"),
        (
            "sqlite+pysqlcipher://:made-up@/foo.db?cipher=aes-256-cfb",
            "sqlite url :made-up@/foo.db {cipher=aes-256-cfb}",
        ),
        ("file:data.db", "sqlite file_uri :@/data.db {}"),
        ("file:///home/fred/data.db", "sqlite file_uri :@//home/fred/data.db {}"),
        ("file://localhost/home/fred/data.db", "sqlite file_uri :@//home/fred/data.db {}"),
        ("file:data?mode=ro&cache=private", "sqlite file_uri :@/data {mode=ro cache=private}"),
        ("file:./dev.db", "sqlite file_uri :@/./dev.db {}"),
        ("file:100%25.db", "sqlite file_uri :@/100%.db {}"),
        ("jdbc:sqlite:sample.db", "sqlite jdbc :@/sample.db {}"),
        ("jdbc:sqlite:C:/work/my app.db", "sqlite jdbc :@/C:/work/my app.db {}"),
        ("jdbc:sqlite::memory:", "sqlite jdbc :@/:memory: {}"),
        ("Data Source=Application.db;Cache=Shared", "sqlite ado_net :@/Application.db {Cache=Shared}"),
        ("Data Source=:memory:", "sqlite ado_net :@/:memory: {}"),
        (
            "Data Source=app.sqlite;Mode=ReadWrite;Password=made-up",
            "sqlite ado_net :made-up@/app.sqlite {Mode=ReadWrite}",
        ),
    ]);
}

#[test]
fn amqp_is_read_as_rabbitmq_specifies_it() {
    check(&[
        ("amqp://user:pass@host:10000/vhost", "amqp url user:pass@host:10000/vhost {}"),
        ("amqp://user%61:%61pass@ho%61st:10000/v%2fhost", "amqp url usera:apass@hoast:10000/v/host {}"),
        ("amqp://", "amqp url :@/ {}"),
        ("amqp://:@/", "amqp url :@/ {}"),
        ("amqp://host/%2f", "amqp url :@host// {}"),
        ("amqp://[::1]", "amqp url :@::1/ {}"),
        (
            "amqps://u:p@h?cacertfile=/ca.pem&verify=verify_peer&password=made-up",
            "amqp url u:p@h/ {tls=true cacertfile=/ca.pem verify=verify_peer password=made-up*}",
        ),
        ("pyamqp://u:p@h//", "amqp url u:p@h// {}"),
    ]);
}

#[test]
fn kafka_is_read_from_both_kinds_of_properties() {
    check(&[
        (
            "# made up\nbootstrap.servers=k1:9092,k2:9092\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\\n  username=\"alice\" \\\n  password=\"made-up\";\n",
            "kafka properties alice:made-up@k1:9092,k2:9092/ {security.protocol=SASL_SSL sasl.mechanism=PLAIN}",
        ),
        (
            "bootstrap.servers = [::1]:9092\nsasl.mechanism: SCRAM-SHA-512\nsasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username='a' password=\"b\\\\\"c\" tokenauth=true;\nssl.keystore.password=made-up",
            "kafka properties a:b\"c@::1:9092/ {sasl.mechanism=SCRAM-SHA-512 ssl.keystore.password=made-up* jaas.tokenauth=true}",
        ),
        (
            "bootstrap.servers=k:9092\nsasl.mechanism=OAUTHBEARER\nsasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"me\" clientSecret=\"made-up\";",
            "kafka properties :@k:9092/ {sasl.mechanism=OAUTHBEARER jaas.module=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule jaas.clientId=me jaas.clientSecret=made-up*}",
        ),
        (
            "bootstrap.servers=SASL_SSL://pkc-1.example.com:9092\nsecurity.protocol=SASL_SSL\nsasl.mechanisms=PLAIN\nsasl.username=KEY\nsasl.password=a\\b=c",
            "kafka librdkafka KEY:a\\b=c@pkc-1.example.com:9092/ {security.protocol=SASL_SSL sasl.mechanism=PLAIN}",
        ),
    ]);
}

#[test]
fn search_engines_are_read_where_their_address_is_clear() {
    check(&[
        (
            "https://elastic:made-up@localhost:9200",
            "elasticsearch url elastic:made-up@localhost:9200/ {tls=true}",
        ),
        ("http://es.example.com:9200/index/a", "elasticsearch url :@es.example.com:9200/index/a {}"),
        (
            "https://u:made-up@cluster.bonsaisearch.net",
            "elasticsearch url u:made-up@cluster.bonsaisearch.net/ {tls=true}",
        ),
    ]);
}
