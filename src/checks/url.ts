import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { notAUrl, userInUrl } from '../messages/input';

/** Checks a URL: http or https, without a user or a password that would stand in the YAML. */
export function checkUrl(at: IConstruct | string, url: unknown): URL {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : refuse(at, notAUrl, url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') refuse(at, notAUrl, url);
  return parsed.username === '' && parsed.password === '' ? parsed : refuse(at, userInUrl);
}

const HOST_OF_URL = /^(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?|[^/@\s]+@(?=[^/:\s]+:))(\[[^\]\s]+\]|[^/:?#\s]+)/i;

/** The host of a URL of any scheme, or of what git takes for one (`user@host:path`); nothing where the text is none. */
export const hostOfUrl = (text: string): string | undefined => HOST_OF_URL.exec(text)?.[1];
