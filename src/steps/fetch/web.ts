import { checkKeys } from '../../checks/known-keys';
import type { IsLiteral } from '../../checks/literal';
import { checkFileName } from '../../checks/names';
import { checkUrl } from '../../checks/url';
import { redirectHosts } from './redirects';
import { checkSha256, checkSha512 } from '../../checks/values';
import { type AnyHeaders, headerFlags, type HeadersOf } from '../../env/headers';
import { refuse } from '../../errors';
import type { HttpWithoutChecksum, NotHttps } from '../../messages/compile-time';
import { httpWithoutChecksum, notHttps } from '../../messages/compile-time';
import { oneChecksum } from '../../messages/fetching';
import { nameFromUrl } from '../../messages/steps';
import { checkFileSource, configurationFile, type FileSource } from '../../volumes/file-source';
import { Source } from './source';

/** Properties of {@link https}. */
export interface HttpsProps<
  Name extends string = string, Sha256 extends string | undefined = string | undefined, H = AnyHeaders,
  Sha512 extends string | undefined = string | undefined,
> {
  /**
   * The SHA-256 of the content. The step does not fetch a correct file again.
   *
   * @default - whatever the server sends
   */
  readonly sha256?: Sha256;
  /**
   * The SHA-512 of the content, which Maven Central and Apache publish, instead of `sha256`.
   *
   * @default - none
   */
  readonly sha512?: Sha512;
  /**
   * The name that the file gets.
   *
   * @default - the last part of the URL's path
   */
  readonly as?: Name;
  /**
   * Headers to send; a secret as `secretKey(…)`, a bearer token as `bearer(secretKey(…))`. `Authorization`,
   * `Cookie`, `…-Token` and `…-Api-Key` accept only these, and `plainText(…)`. The step sends headers only to this origin: it follows a redirect to another
   * origin without them.
   *
   * @default - none
   */
  readonly headers?: HeadersOf<H>;
  /**
   * The certificate authority that the server's certificate is checked with: one key of a ConfigMap or a Secret, given as
   * `configMapKey('ca', 'ca.crt')` or `secretKey('tls', 'ca.crt')`.
   *
   * @default - the public authorities
   */
  readonly ca?: FileSource;
  /**
   * The other hosts that the server may redirect to, such as `objects.example.com`, `*.example.com` or `10.0.0.7:8443`; without a
   * port, the usual one of https. `[]` is none. From https a redirect never leads to http.
   *
   * @default - any host over https
   */
  readonly redirectsTo?: readonly string[];
}

/** Properties of {@link plainHttp}: the checksum is not optional. */
export interface PlainHttpProps<Name extends string = string> extends Omit<HttpsProps<Name>, 'ca' | 'headers'> {}

/** What {@link plainHttp} is looked at for: whether there is a checksum. */
export interface MaybeChecksum {
  /** What the content must hash to. */
  readonly sha256?: string;
  /** The same, as SHA-512. */
  readonly sha512?: string;
}

/** With either of them. */
type Checksum = { readonly sha256: string } | { readonly sha512: string };

/** The last part of a URL's path, where it can be read. */
export type LastOfUrl<U extends string> = string extends U ? string
  : U extends `${infer Before}?${string}` ? LastOfUrl<Before>
    : U extends `${infer Before}#${string}` ? LastOfUrl<Before>
      : U extends `${string}://${string}/${infer Path}` ? LastSegment<Path> : string;

type LastSegment<P extends string> = P extends `${string}/${infer Rest}` ? LastSegment<Rest> : P extends '' ? string : P;

/**
 * A file fetched over https, the certificate verified.
 *
 * @param url where it is; a user or a password in it is refused
 * @param props checksum, name, headers, certificate authority
 * @throws {@link PreludeError} when the URL is not https or holds a password, or no file name can be had
 *
 * @example
 * from: https('https://config.example.com/shop.json', { sha256: '…', headers: { Authorization: bearer(secretKey('config', 'token')) } })
 * // args: [--to, /files, shop.json=https://config.example.com/shop.json, --sha256, …, --header-from-env, Authorization, …]
 */
export function https<
  const U extends string, const Name extends string = LastOfUrl<U>, S extends string | undefined = undefined, const H extends object = AnyHeaders,
  L extends string | undefined = undefined,
>(
  url: Lowercase<U> extends `https://${string}` ? U : IsLiteral<U> extends false ? U : U extends '' ? `https://${string}` : NotHttps<U>,
  props: HttpsProps<Name, S, H, L> = {},
): Source<Name, S extends string ? string : L extends string ? string : undefined> {
  const at = 'https()';
  checkKeys(at, props, { sha256: true, sha512: true, as: true, headers: true, ca: true, redirectsTo: true });
  if (typeof url === 'string' && !URL.canParse(url)) refuse(at, 'url', notHttps(url));
  if (checkUrl(at, url).protocol !== 'https:') refuse(at, 'url', notHttps(String(url)));
  return source(at, url, props as HttpsProps) as Source<Name, any>;
}

/**
 * A file fetched over plain http: only with a checksum, and without secrets.
 *
 * @param url where it is
 * @param props checksum and name
 * @throws {@link PreludeError} when the checksum is missing
 *
 * @example
 * from: plainHttp('http://mirror.local/shop.json', { sha256: '…' })
 * // args: [--to, /files, shop.json=http://mirror.local/shop.json, --sha256, …]
 */
export function plainHttp<const U extends string, P extends MaybeChecksum, const Name extends string = LastOfUrl<U>>(
  url: P extends Checksum ? U : HttpWithoutChecksum<U>, props?: P & Omit<PlainHttpProps<Name>, 'sha256' | 'sha512'>,
): Source<Name, string> {
  const at = 'plainHttp()';
  checkUrl(at, url);
  if (props?.sha256 === undefined && props?.sha512 === undefined) return refuse(at, 'unproven-download', httpWithoutChecksum(String(url)));
  checkKeys(at, props as PlainHttpProps, { sha256: true, sha512: true, as: true, redirectsTo: true });
  return source(at, url, props as PlainHttpProps) as Source<Name, string>;
}

function source(at: string, url: string, props: HttpsProps): Source {
  const { href, pathname } = checkUrl(at, url);
  const { headers, ca } = props;
  const checksum = checksumOf(at, props);
  headerFlags(at, 'X', headers);
  checkFileSource(at, 'ca', ca);
  const redirects = redirectHosts(at, props.redirectsTo);
  return new Source(fileName(at, url, pathname, props.as), ({ key, step }) => {
    const { flags, env, reasons } = headerFlags(at, key, headers);
    const authority = ca && configurationFile(step, `ca-${key}`, `/prelude-ca/${key}`, ca);
    return {
      url: href,
      flags: [...flags, ...(authority ? ['--ca', authority.file] : []),
        ...(redirects === undefined ? [] : ['--redirects-to', redirects.join(' ')])],
      env,
      mounts: authority ? [authority.mount] : [],
      reasons,
      redirectsTo: redirects,
    };
  }, checksum);
}

/** The one checksum that is given. */
function checksumOf(at: string, { sha256, sha512 }: MaybeChecksum): string | undefined {
  if (sha256 !== undefined && sha512 !== undefined) refuse(at, 'conflicting-properties', oneChecksum);
  if (sha512 !== undefined) return checkSha512(at, sha512);
  return sha256 === undefined ? undefined : checkSha256(at, sha256);
}

/** As the compiler reads it; what a URL writes in another way, or leaves out, is no name for a file. */
function fileName(at: string, url: string, path: string, as: string | undefined): string {
  if (as !== undefined) return checkFileName(at, as);
  const last = url.replace(/[?#][^]*$/, '').split('/').at(-1) ?? '';
  return last === '' || !path.endsWith(`/${last}`) || last.includes('%') ? refuse(at, 'url', nameFromUrl, url) : checkFileName(at, last);
}
