import { type Finder, type Found, placed } from './found';
import { namesSecret } from './names';
import { isLiteral, isSecretValue } from './stand-ins';

export const A_LOGIN = 'a URL with a password';

const LOGIN = /:\/\/[^\s/:@"'`<>]{0,256}:([^\s/@"'`<>]{1,512})@/dg;
/** Without a scheme, as registries and git take it; with a port or a path after the host, for mail has addresses too. */
const BARE_LOGIN = /(?:^|[\s"'=/])(?!mailto:|sips?:|https?:|npm:)[\w.+-]{1,64}:(?![/\d]+@)([^\s:@/"'`<>$]{1,256})@(?!sha\d+:|npm:|v?\d+(?:\.\d+)*(?:[/\s]|$))[\w.-]{1,255}(?:\/|:\d)/dg;
/** A token in place of the user: `https://TOKEN@github.com/…`. */
const TOKEN_AS_USER = /https?:\/\/([A-Za-z0-9_-]{20,255})@/dg;

/** The parameters of a URL or of what a driver connects with: `?password=x`, `#token=x`, `;Password=x`. */
const PARAMETER = /[?&;#]\s{0,8}([\w.%-]{1,128})=([^&;\s"'`<>#]{1,2048})/dg;
/** What signs a URL is as good as a password until it expires. */
const SIGNATURE = /^(?:x-(?:amz|goog)-signature|sig|signature|subscription-key|ocp-apim-subscription-key)$/i;
/** The key of a function of Azure, or what a login is finished with; `?code=404` and `?code=DE` are none. */
const CODE = /^code$/i;
const isCode = (value: string): boolean => /[A-Za-z]/.test(value) && (/\d/.test(value) || value.length >= 16);

/** Logins, signatures and secret parameters of URLs. */
export const inUrls: Finder = function* (text): Iterable<Found> {
  if (text.includes('@')) {
    for (const pattern of text.includes('://') ? [LOGIN, BARE_LOGIN] : [BARE_LOGIN]) {
      for (const { value, start, end } of placed(text, pattern, 1)) if (isLiteral(value)) yield { what: A_LOGIN, by: 'login', start, end };
    }
    for (const { value, start, end } of placed(text, TOKEN_AS_USER, 1)) if (/\d/.test(value)) yield { what: A_LOGIN, by: 'login', start, end };
  }
  if (!text.includes('=')) return;
  for (const { match: [, encoded = ''], value, start, end } of placed(text, PARAMETER, 2)) {
    const name = decoded(encoded);
    const secret = namesSecret(name) || (CODE.test(name) ? isCode(value) && text.includes('://') : SIGNATURE.test(name));
    if (secret && isSecretValue(decoded(value)) && isLiteral(value)) yield { what: A_LOGIN, by: 'parameter', name, start, end };
  }
};

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
