/*
 * Directories that images fill. A directory belongs here where the program does not work, or works otherwise than people think, once
 * something else is mounted over it. Directories that are made to be mounted over (/docker-entrypoint-initdb.d, /etc/mysql/conf.d,
 * /flyway/sql) do not, nor those whose one file is what people replace. From the pages and the build files of the images.
 */

/** What every image has where it has it at all: programs, libraries, the certificates that TLS is verified with. */
export const SYSTEM_DIRECTORIES: readonly string[] = Object.freeze([
  '/bin', '/sbin', '/lib', '/lib64', '/usr/bin', '/usr/sbin', '/usr/lib', '/usr/lib64', '/usr/libexec', '/usr/local/bin', '/usr/local/sbin', '/usr/local/lib',
  '/etc/ssl', '/etc/ssl/certs', '/etc/pki', '/etc/pki/tls/certs', '/usr/share/zoneinfo',
]);

const NGINX = ['/etc/nginx', '/etc/nginx/conf.d', '/usr/share/nginx/html'];
const KAFKA = ['/opt/kafka', '/opt/kafka/config', '/opt/kafka/libs', '/opt/kafka/bin'];
const CONFLUENT = ['/etc/kafka', '/etc/confluent', '/usr/share/java', '/usr/share/java/kafka'];
const JAVA = ['/opt/java', '/opt/java/openjdk'];

/** By the end of the repository: that of a publisher (`bitnami/nginx`) counts before that of the image alone. */
export const FILLED_BY_IMAGES: Readonly<Record<string, readonly string[]>> = Object.freeze({
  'nginx': NGINX,
  'nginx-unprivileged': NGINX,
  'openresty': ['/usr/local/openresty', '/usr/local/openresty/nginx', '/usr/local/openresty/nginx/conf', '/etc/nginx/conf.d'],
  'ingress-nginx/controller': ['/etc/nginx'],
  'httpd': ['/usr/local/apache2', '/usr/local/apache2/conf', '/usr/local/apache2/htdocs'],
  'httpd-24': ['/etc/httpd', '/etc/httpd/conf', '/etc/httpd/conf.d'],
  'caddy': ['/etc/caddy', '/usr/share/caddy'],
  'squid': ['/etc/squid'],
  'kong': ['/usr/local/kong', '/usr/local/openresty', '/usr/local/share/lua'],
  'mariadb': ['/etc/mysql', '/etc/mysql/mariadb.conf.d'],
  'mysql': ['/etc/mysql'],
  'cassandra': ['/etc/cassandra', '/opt/cassandra', '/opt/cassandra/conf'],
  'clickhouse-server': ['/etc/clickhouse-server'],
  'zookeeper': ['/conf'],
  'rabbitmq': ['/etc/rabbitmq', '/etc/rabbitmq/conf.d'],
  'kafka': KAFKA,
  'cp-kafka': CONFLUENT,
  'cp-schema-registry': ['/etc/schema-registry', ...CONFLUENT],
  'activemq-classic': ['/opt/apache-activemq', '/opt/apache-activemq/conf', '/opt/apache-activemq/lib'],
  'elasticsearch': ['/usr/share/elasticsearch', '/usr/share/elasticsearch/config', '/usr/share/elasticsearch/modules'],
  'opensearch': ['/usr/share/opensearch', '/usr/share/opensearch/config', '/usr/share/opensearch/plugins'],
  'opensearch-dashboards': ['/usr/share/opensearch-dashboards', '/usr/share/opensearch-dashboards/config'],
  'kibana': ['/usr/share/kibana', '/usr/share/kibana/config'],
  'logstash': ['/usr/share/logstash', '/usr/share/logstash/config'],
  'fluent-bit': ['/fluent-bit', '/fluent-bit/etc', '/fluent-bit/bin'],
  'solr': ['/opt/solr', '/opt/solr/server', '/opt/solr/bin'],
  'prometheus': ['/etc/prometheus'],
  'grafana': ['/etc/grafana', '/usr/share/grafana'],
  'sonarqube': ['/opt/sonarqube', '/opt/sonarqube/conf', '/opt/sonarqube/lib', '/opt/sonarqube/bin'],
  'flink': ['/opt/flink', '/opt/flink/conf', '/opt/flink/lib', '/opt/flink/plugins'],
  'spark': ['/opt/spark', '/opt/spark/jars', '/opt/spark/bin'],
  'airflow': ['/home/airflow', '/home/airflow/.local'],
  'superset': ['/app', '/app/superset'],
  'nifi': ['/opt/nifi', '/opt/nifi/nifi-current', '/opt/nifi/nifi-current/conf', '/opt/nifi/nifi-current/lib'],
  'keycloak': ['/opt/keycloak', '/opt/keycloak/conf', '/opt/keycloak/lib'],
  'wildfly': ['/opt/jboss', '/opt/jboss/wildfly', '/opt/jboss/wildfly/standalone', '/opt/jboss/wildfly/standalone/configuration'],
  'tomcat': ['/usr/local/tomcat', '/usr/local/tomcat/conf', '/usr/local/tomcat/lib', '/usr/local/tomcat/bin'],
  'jetty': ['/usr/local/jetty', '/var/lib/jetty'],
  'jenkins': ['/usr/share/jenkins', '/usr/share/jenkins/ref'],
  'php': ['/usr/local/etc/php', '/usr/local/etc/php/conf.d', '/usr/local/etc/php-fpm.d'],
  'phpmyadmin': ['/etc/phpmyadmin', '/var/www/html'],
  'drupal': ['/opt/drupal', '/var/www/html'],
  'maven': ['/usr/share/maven', '/usr/share/maven/conf', '/usr/share/maven/ref', ...JAVA],
  'gradle': ['/opt/gradle', ...JAVA],
  'eclipse-temurin': JAVA,
  'amazoncorretto': ['/usr/lib/jvm'],
  'golang': ['/usr/local/go'],
  'rust': ['/usr/local/cargo', '/usr/local/rustup'],
  'liquibase': ['/liquibase', '/liquibase/internal', '/liquibase/lib', ...JAVA],
  'flyway': ['/flyway', '/flyway/lib', '/flyway/drivers', '/flyway/jre'],
});

/** Publishers whose images have their programs at places of their own, by a part of the repository. */
export const FILLED_BY_PUBLISHERS: Readonly<Record<string, (name: string) => readonly string[]>> = Object.freeze(Object.fromEntries(
  ['bitnami', 'bitnamilegacy', 'bitnamisecure'].map((publisher) => [publisher, (name: string) => ['/opt/bitnami', `/opt/bitnami/${name}`, '/opt/bitnami/scripts']]),
));
