import { checkKeys } from '../../checks/known-keys';
import { checkArguments, checkList, checkOneOf } from '../../checks/values';
import { checkUrl } from '../../checks/url';
import { refuse } from '../../errors';
import { checkFileSource, configurationFile, type FileSource } from '../../volumes/file-source';
import { type AnyHeaders, headerFlags, type HeadersOf } from '../../env/headers';
import * as say from '../../messages/readiness';
import { OVER_TCP } from './simple';
import { Target, type TargetSpec } from './target';

/** Properties of {@link http}. */
export interface HttpProps<H = AnyHeaders> {
  /**
   * The method.
   *
   * @default 'GET'
   */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'OPTIONS';
  /**
   * The statuses that count as ready: numbers, or ranges such as `'200-299'`. Redirects are not followed.
   *
   * @default ['200-299']
   */
  readonly statuses?: readonly (number | `${number}-${number}`)[];
  /**
   * Headers to send; a secret as `secretKey(…)` or `bearer(secretKey(…))`. `Authorization`, `Cookie`, `…-Token` and
   * `…-Api-Key` accept only these, and `plainText(…)`.
   *
   * @default - none but Host
   */
  readonly headers?: HeadersOf<H>;
  /**
   * A text that the body must contain, byte for byte.
   *
   * @default - any body
   */
  readonly bodyContains?: string;
  /**
   * The certificate authority that the server's certificate is checked with: one key of a ConfigMap or a Secret, given as
   * `configMapKey('ca', 'ca.crt')` or `secretKey('tls', 'ca.crt')`. For https only.
   *
   * @default - the public authorities
   */
  readonly ca?: FileSource;
}

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'] as const;
const KEYS = { method: true, statuses: true, headers: true, bodyContains: true, ca: true } as const;

/**
 * A web server with the expected answer. Over https, the certificate is always verified.
 *
 * @param url an `http:` or `https:` URL without user and password
 * @param props method, statuses, headers, body, certificate authority
 * @throws {@link PreludeError} when the URL is none or holds a password
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * until: http('https://auth/health', { statuses: [200], bodyContains: '"status":"UP"' })
 * // args: [--timeout, '570', http=https://auth/health, --status, '200', --body-contains, '"status":"UP"']
 */
export function http<const H extends object = AnyHeaders>(url: string, props: HttpProps<H> = {}): Target<'ready', 'http'> {
  const at = 'http()';
  checkKeys<HttpProps<any>>(at, props, KEYS);
  const { href, protocol } = checkUrl(at, url);
  const tls = protocol === 'https:';
  checkFileSource(at, 'ca', props.ca);
  if (props.ca && !tls) refuse(at, 'http-target', say.caWithoutTls, url);
  const flags = [
    ...(props.method === undefined ? [] : ['--method', checkOneOf(at, 'method', props.method, METHODS)]),
    ...(props.statuses === undefined ? [] : ['--status', checkStatuses(at, props.statuses)]),
    ...(props.bodyContains === undefined ? [] : ['--body-contains', checkArguments(at, 'bodyContains', [props.bodyContains])[0] ?? '']),
  ];
  headerFlags(at, 'X', props.headers);
  return new Target('ready', 'http', ({ name, step }) => spec(at, name, step, href, tls, flags, props as HttpProps));
}

function spec(
  at: string, name: string, step: string, url: string, tls: boolean, flags: readonly string[], props: HttpProps,
): TargetSpec {
  const headers = headerFlags(at, name.toUpperCase().replace(/-/g, '_'), props.headers);
  const ca = props.ca && configurationFile(step, `ca-${name}`, `/prelude-ca/${name}`, props.ca);
  return {
    url,
    parts: [...OVER_TCP, 'probe-http', ...(tls ? ['trust', 'probe-https'] as const : [])],
    flags: [...flags, ...headers.flags, ...(ca ? ['--ca', ca.file] : [])],
    env: headers.env,
    mounts: ca ? [ca.mount] : [],
    reasons: headers.reasons,
    runsIn: tls ? 'curl' : 'busybox',
  };
}

function checkStatuses(at: string, statuses: readonly unknown[]): string {
  if (checkList(at, 'statuses', statuses).length === 0) refuse(at, 'http-target', say.badStatus, statuses);
  return statuses.map((status) => checkStatus(at, status)).join(',');
}

function checkStatus(at: string, status: unknown): string {
  const isCode = typeof status === 'number' || (typeof status === 'string' && /^\d+-\d+$/.test(status));
  const [from, to = from] = isCode ? String(status).split('-').map(Number) : [];
  const good = from !== undefined && to !== undefined && [from, to].every((code) => Number.isInteger(code) && code >= 100 && code <= 599);
  return good && from <= to ? String(status) : refuse(at, 'http-target', say.badStatus, status);
}
