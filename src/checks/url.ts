import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { notAUrl } from '../messages/input';
import { secretInUrl, userInUrl } from '../messages/secrets';
import { checkNothingMissing } from './missing';
import { findSecret } from '../secrets/find';

/** Checks a URL: http or https, without a user or a password that would stand in the YAML. */
export function checkUrl(at: IConstruct | string, url: unknown): URL {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : refuse(at, 'url', notAUrl, url);
  checkNothingMissing(at, 'a URL', url as string);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') refuse(at, 'url', notAUrl, url);
  if (parsed.username !== '' || parsed.password !== '') refuse(at, 'plain-secrets', userInUrl);
  const secret = findSecret(url as string);
  return secret === undefined ? parsed : refuse(at, 'plain-secrets', secretInUrl(secret.name ?? secret.what));
}
