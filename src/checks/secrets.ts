/*
 * What gives a secret away: the name of a variable, or a URL with a password. Shared by the constructors and by the rule
 * over the finished manifest, so that both draw the same line.
 */

/** Ends of a variable's name that say that it holds a secret. PGPASSWORD needs no `_`; PWD alone is a shell's directory. */
const ENDS = ['PASSWORD', 'PASSWD', '_PWD'] as const;
/** Whole words that say so at the end: MONKEY and TOKENIZERS are none. */
const WORDS = [
  'PASSPHRASE', 'SECRET', 'TOKEN', 'API_KEY', 'APIKEY', 'SECRET_KEY', 'SECRETKEY', 'ACCESS_KEY', 'ACCESSKEY', 'PRIVATE_KEY', 'PRIVATEKEY',
] as const;

type End = (typeof ENDS)[number];
type Word = (typeof WORDS)[number];

// In a finished manifest the separator may be "-" or "." as well.
const either = (words: readonly string[]) => words.join('|').replace(/_/g, '[-_.]');
const SECRET_NAME = new RegExp(`(?:${either(ENDS)}|(?:^|[-_.])(?:${either(WORDS)}))$`, 'i');

/** The same for the compiler. */
export type NamesSecret<Name extends string> = Uppercase<Name> extends Word | `${string}_${Word}` | `${string}${End}` ? true : false;

/** True where a variable's name says that its value is a secret. `…_FILE` is the path of one, and no secret. */
export const namesSecret = (name: string): boolean => SECRET_NAME.test(name);

/** Headers that hold a secret although their names say nothing of one. */
const HEADERS = ['AUTHORIZATION', 'PROXY-AUTHORIZATION', 'COOKIE'] as const;
const SECRET_HEADERS: readonly string[] = HEADERS;

type Underscored<Name extends string> = Name extends `${infer Before}-${infer After}` ? `${Before}_${Underscored<After>}` : Name;

/** The same for the name of a header, in any case: `Authorization`, `Cookie`, `PRIVATE-TOKEN`, `X-Api-Key`. */
export type HeaderNamesSecret<Name extends string> =
  Uppercase<Name> extends (typeof HEADERS)[number] ? true : NamesSecret<Underscored<Name>>;

/** True where the name of a header says that its value is a secret. */
export const headerNamesSecret = (name: string): boolean => SECRET_HEADERS.includes(name.toUpperCase()) || namesSecret(name);

const USER_AND_PASSWORD = /[^\s/:@"'`<>]*:([^\s/@"'`<>]+)@/y;
/**
 * What stands for a password: `$(NAME)` of Kubernetes, `${NAME}` and `$NAME` of a shell, `@{NAME}` of RenderConfig, `{{ … }}` of
 * many templates, `%s` of a format.
 */
const STAND_IN = /\$+\([^()]*\)|[$@]+\{[^{}]*\}|\{\{[^{}]*\}\}|\$+\w+|%s/g;

/** True where a text is made of what stands for values: nothing of a secret is left when they are taken out. */
export const isStandIn = (text: string): boolean => !/[A-Za-z0-9]/.test(text.replace(SCHEME, '').replace(STAND_IN, ''));

/** How the kinds of logins in a header begin. */
const SCHEME = /^(?:basic|bearer|token|digest)\s+/i;
const HEADER = /^(?:--header=|-H)?\s*([\w.-]+):\s*(.+)$/s;

/**
 * The name of a header that is given with its secret among the arguments of a program: `--header NAME: VALUE`, `-H`, as one
 * word or two.
 */
export function secretHeaderIn(word: string, before: string): string | undefined {
  if (!word.includes(':') || (before !== '--header' && before !== '-H' && !/^(?:--header=|-H)/.test(word))) return undefined;
  const [, name = '', value = ''] = HEADER.exec(word) ?? [];
  return headerNamesSecret(name) && !isStandIn(value) ? name : undefined;
}

const FLAG = /^--?([A-Za-z][\w.-]*)(?:=([^]*))?$/;
/** What is said of a secret without giving one: `psql --no-password shop`. */
const SWITCH = /^(?:no|show|print|prompt|generate|create|use|with|without|skip|enable|disable|require|rotate)[-_]/i;

/** The flag that a secret is given with among the arguments of a program: `--password=VALUE`, as one word or two. */
export function secretFlagIn(word: string, before: string): string | undefined {
  const [flag, name = '', own] = FLAG.exec(word) ?? FLAG.exec(before) ?? [];
  const value = flag === word ? own : word;
  if (value === undefined || value.startsWith('-') || (flag === before && own !== undefined)) return undefined;
  return namesSecret(name) && !SWITCH.test(name) && !NO_SECRET.test(value) && !isStandIn(value) ? name : undefined;
}

/** True where a text holds a URL with a password in it, and not only with the name of one. */
export function passwordsInUrls(text: string): boolean {
  if (!text.includes('@')) return false;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    USER_AND_PASSWORD.lastIndex = at + 3;
    const password = USER_AND_PASSWORD.exec(text)?.[1];
    if (password !== undefined && /[A-Za-z0-9]/.test(password.replace(STAND_IN, ''))) return true;
  }
  return false;
}

const REFERENCE_IN_LOGIN = /:\/\/[^\s/@]*\$\(([A-Z_][A-Z0-9_]*)\)[^\s/@]*@/;

/**
 * The name of a variable that a text refers to where a URL has its user or password: `postgres://app:$(DB_PASSWORD)@db`. In
 * capitals, for in small letters it is a command of a shell.
 */
export const referenceInLogin = (text: string): string | undefined =>
  (text.includes('$(') ? REFERENCE_IN_LOGIN.exec(text)?.[1] : undefined);

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** `password: x`, `"password": "x"`, `DB_PASSWORD=x`: a name, and a value up to the end of the line or of the quotes. */
const ASSIGNMENT =
  /(?:^|[\s{,;])["']?([A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|((?:[$@]\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|[^\s"',;}])+)(?=[ \t]*(?:$|[,;}\r#])))/gm;
/** What no secret looks like: nothing, a path, a call, a word of a language. */
const NO_SECRET = /^(?:\/.*|.*[()].*|true|false|yes|no|null|none|nil|undefined|~|\*+)$/i;

/** What in a text looks like a secret, in words without its value; undefined where nothing does. */
export function secretIn(text: string): string | undefined {
  if (PRIVATE_KEY.test(text)) return 'a private key';
  if (passwordsInUrls(text)) return 'a URL with a password in it';
  for (const [, name = '', ...values] of text.matchAll(ASSIGNMENT)) {
    const value = values.find((one) => one !== undefined) ?? '';
    if (!namesSecret(name) || NO_SECRET.test(value)) continue;
    if (/[A-Za-z0-9]/.test(value.replace(STAND_IN, ''))) return `a value of "${name}"`;
  }
  return undefined;
}
