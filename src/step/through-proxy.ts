import { Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { volumeName } from '../checks/names';
import { addressOfUrl } from '../declared/target';
import { escapeExpansion } from '../env/expansion';
import type { BasicLogin } from '../env/headers';
import { isSecretKey, type SecretKey } from '../env/secret-key';
import type { Proxy } from '../standards/proxy';
import type { Standards } from '../standards/standards';
import type { MountSpec } from '../template/volume-spec';
import { configurationFile } from '../volumes/file-source';
import { emptyDirSource } from '../volumes/scratch';

/** How a step asks through a proxy. */
export interface ThroughProxy {
  /** The variables by which curl and git find it, and the script its certificate authority. */
  readonly variables: readonly k8s.EnvVar[];
  /** Where that authority lies, and room for it beside others. */
  readonly mounts: readonly MountSpec[];
}

/** The public authorities are some 220 KB; each `ca` of a step has a file of its own. */
const TRUST_SIZE = Size.mebibytes(4);

/**
 * What a step needs that asks these URLs through the proxy that holds for it.
 *
 * @param step the step's name, for its volumes
 * @param standards what holds for the step
 * @param own what the step's user said, in the place of that
 * @param urls what it asks; where it asks nothing that way, it needs nothing
 */
export function throughProxy(step: string, standards: Standards, own: Proxy | 'none' | undefined, urls: readonly string[]): ThroughProxy {
  const proxy = own ?? standards.proxy?.value;
  if (proxy === undefined || proxy === 'none' || urls.length === 0) return { variables: [], mounts: [] };
  const { login, variables } = loginOf(proxy.login);
  const through = (url: string) => url.replace('://', `://${login}`);
  const short = urls.flatMap((url) => addressOfUrl(url)?.host ?? []).filter((host) => !/[.:]/.test(host));
  const inside = ['localhost', '127.0.0.1', '::1', '.svc', `.${standards.clusterDomain?.value ?? 'cluster.local'}`];
  const trust = trustOf(step, proxy.ca);
  return {
    variables: [
      ...variables,
      { name: 'https_proxy', value: through(proxy.https) },
      ...(proxy.http === undefined ? [] : [{ name: 'http_proxy', value: through(proxy.http) }]),
      { name: 'no_proxy', value: [...new Set([...inside, ...short, ...proxy.except ?? []])].join(',') },
      ...trust.variables,
    ],
    mounts: trust.mounts,
  };
}

/** curl and git take one file of authorities: the script puts this one beside the others, in memory. */
function trustOf(step: string, ca: Proxy['ca']): ThroughProxy {
  if (ca === undefined) return { variables: [], mounts: [] };
  const authority = configurationFile(step, 'proxy-ca', '/prelude-proxy/ca', ca);
  const joined = { volume: { name: volumeName(step, 'proxy-trust'), source: emptyDirSource(step, TRUST_SIZE, 'memory') }, path: '/prelude-proxy/trust', readOnly: false };
  return {
    variables: [{ name: 'PRELUDE_PROXY_CA', value: authority.file }, { name: 'PRELUDE_PROXY_TRUST', value: joined.path }],
    mounts: [authority.mount, joined],
  };
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
