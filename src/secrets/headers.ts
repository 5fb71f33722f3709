import { type Finder, type Found, placed } from './found';
import { headerNamesSecret } from './names';
import { isSecretValue } from './stand-ins';

/** How the kinds of logins in a header begin. */
const SCHEME = /^(?:basic|bearer|token|digest|apikey|negotiate|aws4-hmac-sha256|splunk)\s+/i;
const AUTHORIZATION = /\b((?:Proxy-)?Authorization)\\?["']?\s{0,8}[:=,]?\s{0,8}\\?["']?(?:Basic|Bearer|Token|Digest|ApiKey|Splunk)\s{1,8}([^\s"'\\,;]{1,4096})/dgi;
const GIVEN = /(?:--header|-H)[= ]?\s{0,8}["']?([\w-]{1,128}):\s{0,8}([^"'\n]{1,4096})/dg;
const LITERAL = /(?:^|["'])((?:Proxy-)?Authorization):\s{1,8}([^\s"']{1,4096})(?=\s*$|["'])/dgm;
const COOKIE = /(?:^|["'])((?:Set-)?Cookie):\s{1,8}([\w.-]{1,64}=[^\s"';]{1,4096})/dgim;
/** A token after its scheme, whatever stands before it. */
const BEARER = /\b(?:Bearer|Basic)\s{1,4}((?=[\w.~+/-]{0,256}\d)[\w.~+/-]{16,4096}={0,2})(?![\w.])/dg;

/** True where the value of a header gives a secret, and not only its scheme. */
export const isSecretOfHeader = (value: string): boolean => isSecretValue(value.replace(SCHEME, ''));

/** The secret headers of HTTP in scripts and configurations. */
export const inHeaders: Finder = function* (text): Iterable<Found> {
  for (const pattern of [AUTHORIZATION, GIVEN, LITERAL, COOKIE]) {
    for (const { match: [, name = ''], value, start, end } of placed(text, pattern, 2)) {
      const of = name.replace(/^set-/i, '');
      if (headerNamesSecret(of) && isSecretOfHeader(value)) yield { what: `the header ${name}`, by: 'header', name, start, end };
    }
  }
  for (const { value, start, end } of placed(text, BEARER, 1)) if (isSecretValue(value)) yield { what: 'a token of a header', by: 'header', name: 'Authorization', start, end };
};
