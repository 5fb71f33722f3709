import { checkKeys } from '../checks/known-keys';
import { checkList, checkPattern } from '../checks/values';
import { type ConfigMapKey, isConfigMapKey } from '../env/config-map-key';
import { BasicLogin } from '../env/headers';
import { isSecretKey, type SecretKey } from '../env/secret-key';
import { refuse } from '../errors';
import { notAFileSource } from '../messages/input';
import * as say from '../messages/proxy';

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
  /**
   * The certificate authority of a proxy that reads TLS: `configMapKey('company-ca', 'ca.crt')`, in the namespace of each pod. It is trusted beside those that
   * steps trust anyway (the public ones, or the `ca` of a source), for the proxy's own certificate too.
   *
   * @default - none: the proxy passes TLS on as it is
   */
  readonly ca?: ConfigMapKey | SecretKey;
}

const EXCEPT = /^[A-Za-z0-9._:/-]+$/;
const URL_OF_PROXY = /^https?:\/\/[^/@?#\s,]+\/?$/;

/** Checks a proxy, or the word that takes back what a standard further up says. */
export function checkProxy(at: string, given: unknown): Proxy | 'none' {
  if (given === 'none') return given;
  const proxy = given as Proxy;
  checkKeys<Proxy>(at, proxy, { https: true, http: true, except: true, login: true, ca: true });
  for (const url of [proxy.https, ...(proxy.http === undefined ? [] : [proxy.http])]) {
    if (!URL.canParse(checkPattern(at, 'proxy', say.notAProxy, URL_OF_PROXY, url))) refuse(at, 'proxy', say.notAProxy, url);
  }
  for (const host of checkList(at, 'except', proxy.except ?? [])) checkPattern(at, 'proxy', say.notAnException, EXCEPT, host);
  if (proxy.login !== undefined && !(proxy.login instanceof BasicLogin)) refuse(at, 'proxy', say.notALogin);
  if (proxy.ca !== undefined && !isConfigMapKey(proxy.ca) && !isSecretKey(proxy.ca)) refuse(at, 'file-source', notAFileSource('ca'), proxy.ca);
  return proxy;
}
