/*
 * What gives a secret away: the name of a variable, or a URL with a password. Shared by the constructors and by the rule
 * over the rendered manifest, so that both draw the same line.
 */

import { namesSecret, type NamesSecret } from '../secret-names';

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
const isStandIn = (text: string): boolean => !/[A-Za-z0-9]/.test(text.replace(SCHEME, '').replace(STAND_IN, ''));

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

/** The parameters of a URL or of the string that a driver connects with: `?password=x`, `;Password=x`. */
const PARAMETER = /[?&;]\s*([\w.-]+)=([^&;\s"'`<>]+)/g;
/** What signs a URL is as good as a password until it expires. */
const SIGNATURE = /^(?:x-(?:amz|goog)-signature|sig)$/i;
/** How drivers of Go are told where to connect. */
const GO_LOGIN = /^[^\s/:@]+:([^\s/@]+)@(?:tcp|unix)?\(/;

const isLiteral = (password: string): boolean => /[A-Za-z0-9]/.test(password.replace(STAND_IN, ''));

/** The name of a parameter in a text that is given with its secret, as of a URL. */
export function secretParameter(text: string): string | undefined {
  if (!text.includes('=')) return undefined;
  for (const [, name = '', value = ''] of text.matchAll(PARAMETER)) {
    if ((namesSecret(name) || SIGNATURE.test(name)) && !NO_SECRET.test(value) && isLiteral(value)) return name;
  }
  return undefined;
}

/** True where a text holds a URL with a password in it, or what a driver connects with, and not only the name of one. */
export function passwordsInUrls(text: string): boolean {
  return loginInUrl(text) || (secretParameter(text) !== undefined && /:\/\/|;/.test(text)) || isLiteral(GO_LOGIN.exec(text)?.[1] ?? '');
}

function loginInUrl(text: string): boolean {
  if (!text.includes('@')) return false;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    USER_AND_PASSWORD.lastIndex = at + 3;
    const password = USER_AND_PASSWORD.exec(text)?.[1];
    if (password !== undefined && isLiteral(password)) return true;
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
/** `password: x`, `"password": "x"`, `DB_PASSWORD=x`: a name, and what follows it. */
const NAME_OF_VALUE = /(?:^|[\s{,;])["']?([A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*/gm;
const QUOTED = /"([^"\n]*)"|'([^'\n]*)'/y;
/** A value without quotes, in which what stands for one may have braces and spaces. */
const BARE = /(?:[$@]\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|[^\s"',;}])+/y;
const END_OF_BARE = /[ \t]*(?:$|[,;}\r#])/my;
/** What no secret looks like: nothing, a path, a call, a word of a language. */
const NO_SECRET = /^(?:\/.*|.*[()].*|true|false|yes|no|null|none|nil|undefined|~|\*+)$/i;

/** What in a text looks like a secret, in words without its value; undefined where nothing does. */
export function secretIn(text: string): string | undefined {
  if (PRIVATE_KEY.test(text)) return 'a private key';
  if (passwordsInUrls(text)) return 'a URL with a password in it';
  NAME_OF_VALUE.lastIndex = 0;
  for (let found = NAME_OF_VALUE.exec(text); found; found = NAME_OF_VALUE.exec(text)) {
    const [, name = ''] = found;
    if (!namesSecret(name)) continue;
    const { value, end } = valueAt(text, NAME_OF_VALUE.lastIndex);
    if (!NO_SECRET.test(value) && isLiteral(value)) return `a value of "${name}"`;
    NAME_OF_VALUE.lastIndex = end;
  }
  return undefined;
}

/** The value that begins at a place: up to the quote, the end of the line, or what ends a value in JSON and YAML. */
function valueAt(text: string, place: number): { readonly value: string; readonly end: number } {
  const quoted = matchAt(QUOTED, text, place);
  if (quoted) return { value: quoted[1] ?? quoted[2] ?? '', end: QUOTED.lastIndex };
  const [bare = ''] = matchAt(BARE, text, place) ?? [];
  const end = place + bare.length;
  return { value: matchAt(END_OF_BARE, text, end) ? bare : '', end };
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/** A variable that a shell is given a value for, on a line of its own or before a command. */
const ASSIGNED = /(?:^|[\s;&|(])([A-Za-z_]\w*)=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;&|"'`]+))/gm;

/** The same in a script for a shell, where a value ends at a space. */
export function secretInScript(script: string): string | undefined {
  for (const [, name = '', ...values] of script.matchAll(ASSIGNED)) {
    const value = values.find((one) => one !== undefined) ?? '';
    if (namesSecret(name) && !NO_SECRET.test(value) && isLiteral(value)) return `a value of "${name}"`;
  }
  return PRIVATE_KEY.test(script) ? 'a private key' : undefined;
}
