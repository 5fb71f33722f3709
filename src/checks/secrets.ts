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

const USER_AND_PASSWORD = /[^\s/:@"'`<>]*:([^\s/@"'`<>]+)@/y;
/**
 * What stands for a password: `$(NAME)` of Kubernetes, `${NAME}` and `$NAME` of a shell, `@{NAME}` of RenderConfig, `{{ … }}` of
 * many templates, `%s` of a format.
 */
const STAND_IN = /\$+\([^()]*\)|[$@]+\{[^{}]*\}|\{\{[^{}]*\}\}|\$+\w+|%s/g;

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
