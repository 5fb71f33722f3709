#!/bin/sh
# Installs the migration tools that bench/migrations runs, from their registries: sh bench/migrations/install.sh DIRECTORY [CHECKOUT OF github.com/ariga/atlas]
# Needs Go, Python 3, Node, a JDK and Maven; of Debian ruby, ruby-railties, ruby-activerecord, ruby-pg and ruby-mysql2. Atlas' command is in no registry:
# it is built from a checkout. Not to be had: Prisma's engine and Flyway's command (tools/node.ts, tools/java.ts), EF Core.
set -eu
atlas=${2:+$(cd "$2" && pwd)}
mkdir -p "$1"
cd "$1"
export GOBIN="$PWD/bin" CGO_ENABLED=0
go install -tags 'postgres mysql' github.com/golang-migrate/migrate/v4/cmd/migrate@v4.18.1
go install -tags 'no_clickhouse no_libsql no_mssql no_sqlite3 no_vertica no_ydb' github.com/pressly/goose/v3/cmd/goose@v3.30.1
[ -z "$atlas" ] || (cd "$atlas/cmd/atlas" && go build -o "$GOBIN/atlas" .)
python3 -m venv py
py/bin/pip install -q 'alembic==1.17.*' 'django==5.2.*' psycopg2-binary pymysql
mkdir -p js lq fw
(cd js && npm init -y >/dev/null && npm install --no-audit --no-fund knex@3 pg@8 mysql2@3 node-pg-migrate@9)

# jars DIRECTORY GROUP:ARTIFACT:VERSION…
jars() {
  into=$1
  shift
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version><dependencies>'
    for of in "$@" org.postgresql:postgresql:42.7.4 org.mariadb.jdbc:mariadb-java-client:3.5.3; do
      rest=${of#*:}
      echo "<dependency><groupId>${of%%:*}</groupId><artifactId>${rest%:*}</artifactId><version>${rest#*:}</version></dependency>"
    done
    echo '</dependencies></project>'
  } >"$into/pom.xml"
  (cd "$into" && mvn -q dependency:copy-dependencies -DoutputDirectory=lib)
}
jars lq org.liquibase:liquibase-core:4.33.0 info.picocli:picocli:4.7.6 org.yaml:snakeyaml:2.3
jars fw org.flywaydb:flyway-core:11.14.0 org.flywaydb:flyway-database-postgresql:11.14.0 org.flywaydb:flyway-mysql:11.14.0
cat >fw/Migrate.java <<'JAVA'
import org.flywaydb.core.Flyway;
public class Migrate {
  public static void main(String[] a) {
    Flyway.configure().dataSource(a[0], a[1], "").locations("filesystem:" + a[2]).load().migrate();
  }
}
JAVA
(cd fw && javac -cp 'lib/*' Migrate.java)
