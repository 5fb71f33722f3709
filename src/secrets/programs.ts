/** How a program takes a secret by a short option, or by a word of its own. */
interface Options {
  /** Options whose next word, or the rest of whose own, is the secret. */
  readonly whole?: readonly string[];
  /** Options that take it attached only: `mysql -pX`. */
  readonly attached?: readonly string[];
  /** Options of which what follows the first of these characters is the secret: `curl -u user:X`. */
  readonly login?: readonly string[];
}

const MYSQL: Options = { attached: ['-p'] };
const LDAP: Options = { whole: ['-w'] };
const LOGIN: Options = { whole: ['-p'] };
const MONGO: Options = { whole: ['-p'] };

/** Programs by their names. The long options of all of them are known by their names. */
const PROGRAMS: Readonly<Record<string, Options>> = {
  'redis-cli': { whole: ['-a'] }, 'valkey-cli': { whole: ['-a'] }, 'keydb-cli': { whole: ['-a'] }, 'redis-benchmark': { whole: ['-a'] },
  sshpass: { whole: ['-p'] },
  ldapsearch: LDAP, ldapmodify: LDAP, ldapadd: LDAP, ldapdelete: LDAP, ldapwhoami: LDAP, ldapmodrdn: LDAP, ldapcompare: LDAP, ldappasswd: { whole: ['-w', '-s', '-a'] },
  mysql: MYSQL, mariadb: MYSQL, mysqldump: MYSQL, 'mariadb-dump': MYSQL, mysqladmin: MYSQL, 'mariadb-admin': MYSQL, mysqlimport: MYSQL, mysqlcheck: MYSQL, mysqlsh: MYSQL,
  'mariadb-import': MYSQL, 'mariadb-check': MYSQL, mysqlshow: MYSQL, mytop: LOGIN,
  curl: { login: ['-u', '-U', '--user', '--proxy-user'] }, wget: {}, wrk: {}, http: { login: ['-a', '--auth'] }, https: { login: ['-a', '--auth'] }, xh: { login: ['-a', '--auth'] },
  ab: { login: ['-A', '-P'] }, etcdctl: { login: ['--user'] }, smbclient: { login: ['-U', '--user'] }, rpcclient: { login: ['-U'] }, lftp: { login: ['-u'] },
  mongo: MONGO, mongosh: MONGO, mongodump: MONGO, mongorestore: MONGO, mongoexport: MONGO, mongoimport: MONGO, mongostat: MONGO, mongotop: MONGO,
  sqlcmd: { whole: ['-P'] }, bcp: { whole: ['-P'] }, tsql: { whole: ['-P'] }, mosquitto_pub: { whole: ['-P'] }, mosquitto_sub: { whole: ['-P'] }, mosquitto_rr: { whole: ['-P'] },
  rabbitmqadmin: LOGIN, cqlsh: LOGIN, influx: LOGIN, docker: LOGIN, podman: LOGIN, buildah: LOGIN, skopeo: LOGIN,
  crane: LOGIN, oras: LOGIN, nerdctl: LOGIN,
  helm: LOGIN, cf: LOGIN, oc: LOGIN, az: LOGIN, asadmin: {}, kinit: {}, kadmin: { whole: ['-w'] },
  ipmitool: { whole: ['-P'] }, unzip: { whole: ['-P'] }, zip: { whole: ['-P'] },
  '7z': { attached: ['-p'] }, '7za': { attached: ['-p'] }, unrar: { attached: ['-p'] }, rar: { attached: ['-p'] }, snmpget: { whole: ['-A', '-X'] }, snmpwalk: { whole: ['-A', '-X'] },
  openssl: { login: ['-pass', '-passin', '-passout'], whole: ['-k'] }, keytool: { whole: ['-storepass', '-keypass', '-srcstorepass', '-deststorepass'] },
  jarsigner: { whole: ['-storepass', '-keypass'] }, 'clickhouse-client': {}, 'kafka-acls.sh': {}, psexec: LOGIN, nats: {}, isql: { whole: ['-P'] }, cadaver: {}, pscp: { whole: ['-pw'] }, plink: { whole: ['-pw'] },
};
/** Where `-p` is a secret only after this word: elsewhere it publishes a port, or asks for the pod before. */
const AFTER: Readonly<Record<string, string>> = {
  docker: 'login', podman: 'login', buildah: 'login', skopeo: 'login', crane: 'login', oras: 'login', nerdctl: 'login', helm: 'login', cf: 'login', oc: 'login', az: 'login',
};

const nameOf = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/** True where a word names a program that takes secrets by options of its own. */
export const isProgram = (word: string): boolean => Object.hasOwn(PROGRAMS, nameOf(word));

/** The option that a secret is given by, and where in the word it begins. */
export interface Given {
  readonly option: string;
  readonly from: number;
}

/** The secret that a program is given by a word, and where it begins in it. */
export function secretOption(program: string, seen: ReadonlySet<string>, word: string, before: string): Given | undefined {
  const name = nameOf(program);
  const { whole = [], attached = [], login = [] } = PROGRAMS[name] ?? {};
  const needed = AFTER[name];
  if (needed !== undefined && !seen.has(needed)) return undefined;
  if (whole.includes(before)) return word.startsWith('-') ? undefined : { option: before, from: 0 };
  if (login.includes(before)) return loginOf(before, word, 0);
  for (const option of [...whole.filter((one) => one.length === 2), ...attached]) {
    if (word.startsWith(option) && word.length > option.length && !word.startsWith('--')) return { option, from: option.length };
  }
  for (const option of login) {
    const given = option.startsWith('--') ? `${option}=` : option;
    if (option.length !== 2 && !option.startsWith('--')) continue;
    if (word.startsWith(given) && word.length > given.length && (option.startsWith('--') || !word.startsWith('--'))) return loginOf(option, word, given.length);
  }
  return undefined;
}

/** Of `user:X`, `user%X`, `user,X` and `pass:X` what follows. */
function loginOf(option: string, word: string, from: number): Given | undefined {
  if (option.startsWith('-pass') && !word.startsWith('pass:')) return undefined;
  const at = word.slice(from).search(/[:%,]/);
  return at < 0 || at + from + 1 >= word.length ? undefined : { option, from: from + at + 1 };
}
