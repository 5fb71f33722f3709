import type { IConstruct } from 'constructs';
import { ofRule, refuse } from '../errors';
import { notAUrl } from '../messages/input';
import { secretInUrl, userInUrl } from '../messages/secrets';
import { checkNothingMissing } from './missing';
import { secretParameter } from './secrets';

/** Checks a URL: http or https, without a user or a password that would stand in the YAML. */
export function checkUrl(at: IConstruct | string, url: unknown): URL {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : refuse(at, notAUrl, url);
  checkNothingMissing(at, 'a URL', url as string);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') refuse(at, notAUrl, url);
  if (parsed.username !== '' || parsed.password !== '') refuse(at, ofRule('plain-secrets', userInUrl));
  const secret = secretParameter(parsed.search);
  return secret === undefined ? parsed : refuse(at, ofRule('plain-secrets', secretInUrl(secret)));
}

/** Where somebody is asked. */
export interface Address {
  /** A DNS name or an address. */
  readonly host: string;
  /** The port; undefined where neither the URL nor its scheme says one. */
  readonly port: number | undefined;
}

const ADDRESS_OF_URL = /^(?:([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?|[^/@\s]+@(?=[^/:\s]+:))(\[[^\]\s]+\]|[^/:?#\s]+)(?::(\d+))?/i;
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ssh: 22 };

/** The address in a URL of any scheme, or in what git takes for one (`user@host:path`); nothing where the text is none. */
export function addressOfUrl(text: string): Address | undefined {
  const [, scheme, host, port] = ADDRESS_OF_URL.exec(text) ?? [];
  if (host === undefined) return undefined;
  if (scheme === undefined) return { host, port: PORTS.ssh };
  return { host, port: port === undefined ? PORTS[scheme.toLowerCase()] : Number(port) };
}
