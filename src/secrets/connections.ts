import { type Finder, type Found, placed } from './found';
import { isLiteral, isSecretValue } from './stand-ins';
import { A_LOGIN } from './urls';

/** How drivers of Go are told where to connect: `shop:hunter2@tcp(db:3306)/shop`. */
const GO = /(?:^|[\s"'=])[^\s/:@"'=]{1,128}:([^\s/@]{1,256})@(?:tcp6?|unix)?\(/dg;
/** Oracle: `app/hunter2@db:1521/shop`, `app/hunter2@//db/shop`, `jdbc:oracle:thin:app/hunter2@…`. A digest or a version is none. */
const ORACLE = /(?:^|[\s"'=]|thin:)[A-Za-z][\w$#]{0,63}\/([^\s/@"']{1,128})@(?!sha\d+:)(?:\/\/[\w.-]|[\w.-]{1,255}:\d{2,5}[/:])/dg;
const ORACLE_ALONE = /^[A-Za-z][\w$#]{0,63}\/([^\s/@"']{1,128})@(?!v?\d)[\w.-]{1,255}\/\w{1,64}$/dg;
/** ODBC and ADO.NET: `Server=db;Uid=app;Pwd=hunter2`. A shell's PWD has a path. */
const PWD = /(?:;\s{0,8}|^\s{0,8}|\{)pwd\s{0,8}=\s{0,8}([^;\n}]{1,256})/digm;
/** `.netrc`: `machine h login u password hunter2`, on one line or several. */
const NETRC = /(?:^|\s)(?:machine\s{1,16}\S{1,256}|default)\s{1,16}(?:(?:login|account)\s{1,16}\S{1,256}\s{1,16}){0,2}password\s{1,16}(\S{1,256})/dg;
/** `.pgpass`: `db:5432:shop:app:hunter2`. */
const PGPASS = /^[^:\s#]{1,255}:(?:\d{1,5}|\*):[A-Za-z_*][^:\s]{0,63}:[A-Za-z_*][^:\s]{0,63}:((?:[^:\s\\]|\\.){1,256})$/dgm;

/** What clients are told where to connect with, but for URLs. */
export const inConnections: Finder = function* (text): Iterable<Found> {
  if (text.includes('@')) {
    for (const pattern of [GO, ORACLE, ORACLE_ALONE]) yield* logins(text, pattern, isLiteral);
  }
  if (text.includes('=') && text.includes(';')) yield* logins(text, PWD, isSecretValue);
  if (text.includes('password')) yield* logins(text, NETRC, isSecretValue);
  if (text.includes(':')) {
    for (const { value, start, end } of placed(text, PGPASS, 1)) if (isSecretValue(value)) yield { what: 'a line of .pgpass with a password', by: 'login', start, end };
  }
};

function* logins(text: string, pattern: RegExp, isSecret: (value: string) => boolean): Iterable<Found> {
  for (const { value, start, end } of placed(text, pattern, 1)) if (isSecret(value)) yield { what: A_LOGIN, by: 'login', start, end };
}
