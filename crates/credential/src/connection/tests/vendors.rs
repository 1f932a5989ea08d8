//! Documented examples of ODBC, SQL Server and Oracle, with made-up names.

use super::check;

#[test]
fn odbc_strings_name_their_driver() {
    check(&[
        (
            "Driver={PostgreSQL Unicode};Server=db;Port=5432;Database=app;Uid=alice;Pwd={a;}}b};SSLmode=require",
            "postgresql odbc alice:a;}b@db:5432/app {sslmode=require}",
        ),
        (
            "DRIVER={MySQL ODBC 8.0 Unicode Driver};SERVER=db;DATABASE=app;USER=alice;PASSWORD=made-up;OPTION=3",
            "mysql odbc alice:made-up@db/app {OPTION=3}",
        ),
        (
            "Driver={MySQL ODBC 5.1 Driver};Server=db;Database=app;Uid=alice",
            "mysql odbc alice:@db/app {driver=MySQL ODBC 5.1 Driver}",
        ),
        (
            "DRIVER={MariaDB ODBC 3.1 Driver};TCPIP=1;SERVER=db;PORT=3306;UID=u;PWD=p;FORCETLS=1",
            "mariadb odbc u:p@db:3306/ {TCPIP=1 FORCETLS=1}",
        ),
        (
            "Driver={ODBC Driver 17 for SQL Server};Server=tcp:db.example.com,1433;Database=app;Uid=u;Pwd={p};Encrypt=yes;TrustServerCertificate=no;",
            "sqlserver odbc u:p@db.example.com:1433/app {driver=ODBC Driver 17 for SQL Server encrypt=true trustServerCertificate=false}",
        ),
        (
            r"Driver={SQL Server};Server=.\SQLEXPRESS;Database=app;Trusted_Connection=Yes;",
            "sqlserver odbc :@./app {driver=SQL Server instanceName=SQLEXPRESS integratedSecurity=true}",
        ),
        (
            "DRIVER=FreeTDS;SERVER=db;PORT=1433;UID=u;PWD=p;TDS_Version=8.0;",
            "sqlserver odbc u:p@db:1433/ {driver=FreeTDS TDS_Version=8.0}",
        ),
        (
            "Driver={Oracle 19 ODBC driver};Dbq=db.example.com:1521/sales;Uid=scott;Pwd=made-up",
            "oracle odbc scott:made-up@db.example.com:1521/sales {}",
        ),
        (
            "DRIVER=SQLite3 ODBC Driver;Database=c:\\app.db;LongNames=0;",
            "sqlite odbc :@/c:\\app.db {LongNames=0}",
        ),
        ("Driver={SQL Server};Server=a;Server=b;Uid=u", "sqlserver odbc u:@a/ {driver=SQL Server}"),
    ]);
}

#[test]
fn sql_server_is_read_in_its_four_forms() {
    check(&[
        (
            "Server=tcp:myserver.database.windows.net,1433;Initial Catalog=app;Persist Security Info=False;User ID=alice;Password=made-up;MultipleActiveResultSets=False;Encrypt=True;TrustServerCertificate=False;Connection Timeout=30;",
            "sqlserver ado_net alice:made-up@myserver.database.windows.net:1433/app {Persist Security Info=False MultipleActiveResultSets=False encrypt=true trustServerCertificate=false loginTimeout=30}",
        ),
        (
            "Server=myServerAddress;Database=myDataBase;User Id=myUsername;Password=made-up;",
            "sqlserver ado_net myUsername:made-up@myServerAddress/myDataBase {}",
        ),
        (
            r"Data Source=.\SQLEXPRESS;Initial Catalog=app;Integrated Security=SSPI",
            "sqlserver ado_net :@./app {instanceName=SQLEXPRESS integratedSecurity=true}",
        ),
        (
            r"Server=(localdb)\MSSQLLocalDB;Database=app;Trusted_Connection=True;",
            "sqlserver ado_net :@(localdb)/app {instanceName=MSSQLLocalDB integratedSecurity=true}",
        ),
        (
            "Data Source=db\\inst,1434;User ID=u;Password=\"a\"\"b;\";",
            "sqlserver ado_net u:a\"b;@db:1434/ {instanceName=inst}",
        ),
        (
            "Provider=MSOLEDBSQL;Data Source=db;Initial Catalog=app;User ID=u;Password=p",
            "sqlserver ado_net u:p@db/app {Provider=MSOLEDBSQL}",
        ),
        (
            "jdbc:sqlserver://localhost;encrypt=true;user=MyUserName;password=made-up;",
            "sqlserver jdbc MyUserName:made-up@localhost/ {encrypt=true}",
        ),
        (
            r"jdbc:sqlserver://db\inst:1433;databaseName=AdventureWorks;integratedSecurity=true;applicationName=My App",
            "sqlserver jdbc :@db:1433/AdventureWorks {instanceName=inst integratedSecurity=true applicationName=My App}",
        ),
        (
            r"jdbc:sqlserver://;serverName=3ffe:8311:eeee:f70f:0:5eae:10.203.31.9\instance1;integratedSecurity=true;",
            "sqlserver jdbc :@3ffe:8311:eeee:f70f:0:5eae:10.203.31.9/ {instanceName=instance1 integratedSecurity=true}",
        ),
        ("jdbc:sqlserver://db;user=u;password={pass\";{}}word};", "sqlserver jdbc u:pass\";{}word@db/ {}"),
        (
            "mssql://u:made-up@localhost:1433/app?encrypt=true&trustServerCertificate=true",
            "sqlserver url u:made-up@localhost:1433/app {encrypt=true trustServerCertificate=true}",
        ),
        (
            "mssql+pyodbc://u:p@db:1433/app?driver=ODBC+Driver+17+for+SQL+Server&TrustServerCertificate=yes",
            "sqlserver url u:p@db:1433/app {driver=ODBC Driver 17 for SQL Server trustServerCertificate=true}",
        ),
        (
            "mssql+pyodbc:///?odbc_connect=Driver%3D%7BSQL+Server%7D%3BServer%3Ddb%3BDatabase%3Dapp%3BUid%3Du%3BPwd%3Dp",
            "sqlserver odbc u:p@db/app {driver=SQL Server}",
        ),
        (
            "sqlserver://u:p@db/SQLExpress?database=master&connection+timeout=30",
            "sqlserver url u:p@db/master {instanceName=SQLExpress connection timeout=30}",
        ),
        (
            "sqlserver://db.example.com:1433;database=app;user=u;password={p};encrypt=true",
            "sqlserver jdbc u:p@db.example.com:1433/app {encrypt=true}",
        ),
    ]);
}

#[test]
fn oracle_is_read_in_its_six_forms() {
    check(&[
        (
            "scott/tiger@//db.example.com:1521/sales",
            "oracle easy_connect scott:tiger@db.example.com:1521/sales {}",
        ),
        (
            "scott/tiger@db.example.com:1521/sales:dedicated/inst1",
            "oracle easy_connect scott:tiger@db.example.com:1521/sales {server=dedicated instance_name=inst1}",
        ),
        ("scott/\"p@ss/word\"@//db/sales", "oracle easy_connect scott:p@ss/word@db/sales {}"),
        ("scott/p@ss@//db/sales", "oracle easy_connect scott:p@ss@db/sales {}"),
        ("scott@//[2001:db8::1]:1521/sales", "oracle easy_connect scott:@2001:db8::1:1521/sales {}"),
        (
            "tcps://h1,h2:1522,h3:1523/sales?wallet_location=\"/etc/wallet\"&retry_count=3",
            "oracle easy_connect :@h1:1522,h2:1522,h3:1523/sales {protocol=tcps wallet_location=/etc/wallet retry_count=3}",
        ),
        (
            "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=sales)))",
            "oracle descriptor :@db:1521/sales {}",
        ),
        (
            "sales =\n  (DESCRIPTION =\n    (ADDRESS_LIST =\n      (LOAD_BALANCE = on)\n      (ADDRESS = (PROTOCOL = TCPS)(HOST = h1)(PORT = 2484))\n      (ADDRESS = (PROTOCOL = TCPS)(HOST = h2)(PORT = 2484)))\n    (CONNECT_DATA =\n      (SID = ORCL)\n      (FAILOVER_MODE = (TYPE = select)(METHOD = basic)))\n    (SECURITY = (SSL_SERVER_CERT_DN = \"CN=db, O=Example\")))",
            "oracle descriptor :@h1:2484,h2:2484/ORCL {protocol=tcps sid=true load_balance=on connect_data.failover_mode.type=select connect_data.failover_mode.method=basic ssl_server_cert_dn=CN=db, O=Example}",
        ),
        (
            "scott/tiger@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=sales)(SERVER=shared)))",
            "oracle descriptor scott:tiger@db:1521/sales {server=shared}",
        ),
        ("jdbc:oracle:thin:@//db:1521/sales", "oracle jdbc :@db:1521/sales {}"),
        ("jdbc:oracle:thin:scott/tiger@db:1521:ORCL", "oracle jdbc scott:tiger@db:1521/ORCL {sid=true}"),
        ("jdbc:oracle:thin:@db:1521/sales", "oracle jdbc :@db:1521/sales {}"),
        (
            "jdbc:oracle:thin:@tcps://db:2484/sales?ssl_server_dn_match=on",
            "oracle jdbc :@db:2484/sales {protocol=tcps ssl_server_dn_match=on}",
        ),
        (
            "jdbc:oracle:thin:@mydb_high?TNS_ADMIN=/etc/wallet",
            "oracle jdbc :@/mydb_high {tns_admin=/etc/wallet}",
        ),
        ("jdbc:oracle:oci:scott/tiger@mydb", "oracle jdbc scott:tiger@/mydb {}"),
        (
            "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))(CONNECT_DATA=(SID=ORCL)))",
            "oracle jdbc :@db:1521/ORCL {sid=true}",
        ),
        (
            "oracle+oracledb://scott:tiger@db:1521/?service_name=sales",
            "oracle url scott:tiger@db:1521/sales {}",
        ),
        ("oracle://scott:tiger@db:1521/ORCL", "oracle url scott:tiger@db:1521/ORCL {sid=true}"),
        ("oracle://scott:tiger@mydb", "oracle url scott:tiger@/mydb {}"),
        (
            "User Id=scott;Password=tiger;Data Source=db:1521/sales;Pooling=true",
            "oracle ado_net scott:tiger@db:1521/sales {pooling=true}",
        ),
        (
            "Data Source=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=sales)));User Id=scott;Password=tiger;",
            "oracle ado_net scott:tiger@db:1521/sales {}",
        ),
    ]);
}
