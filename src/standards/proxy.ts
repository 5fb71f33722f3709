import type { k8s } from 'cdk8s-plus-28';
import { checkKeys } from '../checks/known-keys';
import { addressOfUrl } from '../declared/target';
import { checkList, checkPattern } from '../checks/values';
import { escapeExpansion } from '../env/expansion';
import { BasicLogin } from '../env/headers';
import { isSecretKey, type SecretKey } from '../env/secret-key';
import { refuse } from '../errors';
import * as say from '../messages/proxy';
import type { Standards } from './standards';

/** The proxy through which steps reach what is outside of the cluster. */
export interface Proxy {
  /** Where https is asked: `http://proxy.example.com:3128`, which is told the host and sees nothing of what is said. */
  readonly https: string;
  /**
   * Where plain http is asked.
   *
   * @default - nowhere: plain http goes without a proxy
   */
  readonly http?: string;
  /**
   * Hosts that are asked without it: names with all below them, such as `.example.com`, addresses, or ranges such as `10.0.0.0/8`.
   *
   * @default - those of the cluster alone: `.svc`, its domain, names without a dot, the loopback
   */
  readonly except?: readonly string[];
  /**
   * The login, as `basic('ci', secretKey('proxy', 'password'))`. What a Secret holds of it stands in a URL: characters such as
   * "@" or ":" are written there as %40 or %3A.
   *
   * @default - none
   */
  readonly login?: BasicLogin;
}

const EXCEPT = /^[A-Za-z0-9._:/-]+$/;
const URL_OF_PROXY = /^https?:\/\/[^/@?#\s,]+\/?$/;

/** Checks a proxy, or the word that takes back what a standard further up says. */
export function checkProxy(at: string, given: unknown): Proxy | 'none' {
  if (given === 'none') return given;
  const proxy = given as Proxy;
  checkKeys<Proxy>(at, proxy, { https: true, http: true, except: true, login: true });
  for (const url of [proxy.https, ...(proxy.http === undefined ? [] : [proxy.http])]) {
    if (!URL.canParse(checkPattern(at, 'proxy', say.notAProxy, URL_OF_PROXY, url))) refuse(at, 'proxy', say.notAProxy, url);
  }
  for (const host of checkList(at, 'except', proxy.except ?? [])) checkPattern(at, 'proxy', say.notAnException, EXCEPT, host);
  if (proxy.login !== undefined && !(proxy.login instanceof BasicLogin)) refuse(at, 'proxy', say.notALogin);
  return proxy;
}

/**
 * The variables by which curl and git find the proxy, of a step that asks these URLs.
 *
 * @param standards what holds for the step
 * @param own what the step's user said, in the place of that
 * @param urls what it asks
 */
export function proxyVariables(standards: Standards, own: Proxy | 'none' | undefined, urls: readonly string[]): readonly k8s.EnvVar[] {
  const proxy = own ?? standards.proxy?.value;
  if (proxy === undefined || proxy === 'none') return [];
  const { login, variables } = loginOf(proxy.login);
  const through = (url: string) => url.replace('://', `://${login}`);
  const short = urls.flatMap((url) => addressOfUrl(url)?.host ?? []).filter((host) => !/[.:]/.test(host));
  const inside = ['localhost', '127.0.0.1', '::1', '.svc', `.${standards.clusterDomain?.value ?? 'cluster.local'}`];
  return [
    ...variables,
    { name: 'https_proxy', value: through(proxy.https) },
    ...(proxy.http === undefined ? [] : [{ name: 'http_proxy', value: through(proxy.http) }]),
    { name: 'no_proxy', value: [...new Set([...inside, ...short, ...proxy.except ?? []])].join(',') },
  ];
}

/** Kubernetes puts it into the URL: it stands in no manifest and no argument. */
function loginOf(given: BasicLogin | undefined): { readonly login: string; readonly variables: readonly k8s.EnvVar[] } {
  if (given === undefined) return { login: '', variables: [] };
  const fromSecret = (name: string, key: SecretKey): k8s.EnvVar => ({ name, valueFrom: { secretKeyRef: { name: key.secret, key: key.key } } });
  const user = isSecretKey(given.login) ? '$(PRELUDE_PROXY_LOGIN)' : escapeExpansion(encodeURIComponent(given.login));
  const login = isSecretKey(given.login) ? [fromSecret('PRELUDE_PROXY_LOGIN', given.login)] : [];
  return {
    login: `${user}:$(PRELUDE_PROXY_PASSWORD)@`,
    variables: [...login, fromSecret('PRELUDE_PROXY_PASSWORD', given.password)],
  };
}
