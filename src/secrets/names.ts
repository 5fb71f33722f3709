/*
 * Which names say that their value is a secret: those of variables, properties, parameters of URLs, flags, columns, headers.
 * One list, for the compiler and for the run time.
 */

/** Ends that need nothing before them: PGPASSWORD has no `_`. PWD alone is a shell's directory. */
const ENDS = ['PASSWORD', 'PASSWD', 'PASSPHRASE', 'PASSCODE', '_PWD'] as const;
/** Whole words at the end: MONKEY, COMPASS and TOKENIZERS are none. */
const WORDS = [
  'PASS', 'PW', 'PAT', 'SECRET', 'TOKEN', 'AUTHTOKEN', 'ACCESSTOKEN', 'CLIENTSECRET', 'APIKEY', 'SECRETKEY', 'ACCESSKEY', 'PRIVATEKEY',
  'API_KEY', 'SECRET_KEY', 'ACCESS_KEY', 'PRIVATE_KEY', 'FERNET_KEY', 'ENCRYPTION_KEY', 'DECRYPTION_KEY', 'SIGNING_KEY', 'MASTER_KEY', 'SESSION_KEY',
  'COOKIE_KEY', 'HMAC_KEY', 'AES_KEY', 'JWT_KEY', 'AUTH_KEY', 'ACCOUNT_KEY', 'STORAGE_KEY', 'SHARED_KEY', 'SUBSCRIPTION_KEY', 'APP_KEY', 'LICENSE_KEY',
  'WEBHOOK_KEY', 'SERVICE_KEY', 'ADMIN_KEY', 'SECRET_KEY_BASE',
] as const;

type End = (typeof ENDS)[number];
type Word = (typeof WORDS)[number];

/** `API_KEY` as camel case has it at the end of a name: `ApiKey`. */
type Pascal<W extends string> = W extends `${infer First}_${infer Rest}` ? `${Capitalize<Lowercase<First>>}${Pascal<Rest>}` : Capitalize<Lowercase<W>>;

type Upper = Word | `${string}_${Word}` | `${string}${End}`;
type UpperNumbered = `${Word}${number}` | `${string}_${Word}${number}` | `${string}${End}${number}` | `${Word}_${number}` | `${string}_${Word}_${number}` | `${string}${End}_${number}`;
type Camel = `${string}${Pascal<Word>}` | `${string}${Pascal<Word>}${number}`;
/** Of a Secret that an object refers to, its name is no secret. */
type NameOfSecret = `${string}EXISTING_SECRET` | `${string}PULL_SECRET` | `${string}EXISTINGSECRET` | `${string}PULLSECRET`;

/** The same for the compiler. */
export type NamesSecret<Name extends string> = Uppercase<Name> extends NameOfSecret ? false
  : Uppercase<Name> extends Upper | UpperNumbered ? true
    : Capitalize<Name> extends Camel ? true : false;

const SECRET_NAME = new RegExp(`(?:${ENDS.join('|')}|(?:^|_)(?:${WORDS.join('|')}))$`);
const NAME_OF_SECRET = /(?:EXISTING|PULL)_?SECRET$/;
const NUMBER_AT_END = /_?\d{1,9}$/;
const LONGEST_NAME = 256;

/**
 * True where a name says that its value is a secret: `DB_PASSWORD`, `clientSecret`, `SMTP_PASS2`, `x-api-key`. `…_FILE` is the
 * path of one, and no secret.
 */
export function namesSecret(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const plain = name.replace(/[-.:]/g, '_');
  const upper = plain.toUpperCase().replace(NUMBER_AT_END, '');
  if (NAME_OF_SECRET.test(upper)) return false;
  return SECRET_NAME.test(upper) || SECRET_NAME.test(split(plain).replace(NUMBER_AT_END, ''));
}

/** Camel case as names of variables are written: `clientSecret` is CLIENT_SECRET. */
const split = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2').toUpperCase();

/** Headers that hold a secret although their names say nothing of one. */
const HEADERS = ['AUTHORIZATION', 'PROXY-AUTHORIZATION', 'COOKIE'] as const;
const SECRET_HEADERS: readonly string[] = HEADERS;

type Underscored<Name extends string> = Name extends `${infer Before}-${infer After}` ? `${Before}_${Underscored<After>}` : Name;

/** The same for the name of a header, in any case: `Authorization`, `Cookie`, `PRIVATE-TOKEN`, `X-Api-Key`. */
export type HeaderNamesSecret<Name extends string> =
  Uppercase<Name> extends (typeof HEADERS)[number] ? true : NamesSecret<Underscored<Name>>;

/** True where the name of a header says that its value is a secret. */
export const headerNamesSecret = (name: string): boolean => SECRET_HEADERS.includes(name.toUpperCase()) || namesSecret(name);
