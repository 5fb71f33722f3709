import { type Finder, type Found, placed } from './found';
import { isLiteral } from './stand-ins';

/** `IDENTIFIED [WITH plugin] BY 'x'`, `PASSWORD 'x'`, `PASSWORD('x')`, `SET PASSWORD FOR u = 'x'`, `SECRET 'x'` of COPY and CREATE SECRET. */
const IDIOM = new RegExp('\\b(IDENTIFIED\\s{1,20}(?:WITH\\s{1,20}\\S{1,64}\\s{1,20})?(?:BY|AS)(?:\\s{1,20}PASSWORD)?|(?:PASSWORD|SECRET|SECRET_ACCESS_KEY|SESSION_TOKEN)(?:\\s{1,20}FOR\\s{1,20}\\S{1,128})?)' +
  "\\s{0,20}(?:=\\s{0,20})?(?:PASSWORD)?\\s{0,20}\\(?\\s{0,20}(?:[EN])?'((?:[^'\\n]|''){1,256})'", 'dgi');
const DOLLARS = /\bPASSWORD\s{1,20}\$(\w{0,16})\$([^$\n]{1,256})\$\1\$/dgi;
/** Oracle takes it bare: `CREATE USER app IDENTIFIED BY hunter2`. */
const BARE = /\bIDENTIFIED\s{1,20}BY\s{1,20}(?!PASSWORD\b|VALUES\b)"?([A-Za-z0-9_#$!]{3,64})/dgi;

/** The words of SQL that a password follows. */
export const inSql: Finder = function* (text): Iterable<Found> {
  if (!/'|\$|\bidentified\b/i.test(text)) return;
  for (const [pattern, group] of [[IDIOM, 2], [DOLLARS, 2], [BARE, 1]] as const) {
    for (const { value, start, end } of placed(text, pattern, group)) if (isLiteral(value)) yield { what: 'SQL with a password in it', by: 'sql', start, end };
  }
};
