import { valueOf } from '../shell/program';
import { type Code, made } from './code';
import { type Call, isKnown } from './only';

/** What curl or wget fetches, and where it writes it. */
export interface Download {
  readonly url: string;
  /** The file; `-` for standard output, undefined for the name of the URL in the directory. */
  readonly file: string | undefined;
  readonly directory: string | undefined;
}

/** A download without secrets and headers; undefined where the call is anything else. */
export function downloadOf(call: Call): Download | undefined {
  if ((call.name !== 'curl' && call.name !== 'wget') || !isKnown(call)) return undefined;
  const urls = call.args.map(({ text }) => text).filter((text) => /^https?:\/\//.test(text));
  const [url] = urls;
  if (urls.length !== 1 || url === undefined || !url.startsWith('https://') || url.includes('@')) return undefined;
  const flags = call.args.map(({ text }) => text).filter((text) => text.startsWith('-'));
  if (flags.some((flag) => (call.name === 'curl' ? CURL_MORE : WGET_MORE).test(flag))) return undefined;
  const redirected = call.command.writes[0]?.text;
  if (call.name === 'wget') {
    const file = valueOf(call.args, '--output-document') ?? after(call, /^-[a-zA-Z]*O$/) ?? (flags.some((flag) => /^-[a-zA-Z]*O-$/.test(flag)) ? '-' : undefined);
    return { url, file: file === '-' ? redirected ?? '-' : file, directory: valueOf(call.args, '-P', '--directory-prefix') };
  }
  const file = valueOf(call.args, '--output') ?? after(call, /^-[a-zA-Z]*o$/) ?? redirected;
  return { url, file: file ?? (flags.some((flag) => /^-[a-zA-Z]*O$|^--remote-name$/.test(flag)) ? undefined : '-'), directory: valueOf(call.args, '--output-dir') };
}

/** Flags by which a request has secrets, a body or a header, or is not verified. */
const CURL_MORE = /^(?:-[a-zA-Z]*[kuHXdFT]|--(?:insecure|user|header|request|data.*|form|upload-file|cacert|cert)(?:=|$))/;
const WGET_MORE = /^--(?:no-check-certificate|header|user|password|post-.*|http-.*|ca-certificate)(?:=|$)/;

/** The word after a flag. */
function after({ args }: Call, flag: RegExp): string | undefined {
  const index = args.findIndex(({ text }) => flag.test(text));
  return index < 0 ? undefined : args[index + 1]?.text;
}

/** The source of a step that fetches. */
export const sourceCode = (url: string, as: string | undefined): Code => made('https', url, ...(as === undefined || as === lastOf(url) ? [] : [{ as }]));

/** The last part of a URL's path. */
export const lastOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';
