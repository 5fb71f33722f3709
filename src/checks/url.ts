import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { notAUrl, userInUrl } from '../messages/input';

/** Checks a URL: http or https, without a user or a password that would stand in the YAML. */
export function checkUrl(at: IConstruct | string, url: unknown): URL {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : refuse(at, notAUrl, url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') refuse(at, notAUrl, url);
  return parsed.username === '' && parsed.password === '' ? parsed : refuse(at, userInUrl);
}
