import type { IConstruct } from 'constructs';
import { refuse } from '../../errors';
import { noFetch, notASourceUrl } from '../../messages/fetching';
import { embedded } from '../../scripts/embedded';
import type { Source, SourceContext, SourceSpec } from './source';

const SCHEME = /^([a-z][a-z0-9]*):\/\/[^\s@/?#]+(?:[/?#]\S*)?$/;

/** What a source says of itself; one of a user's own class is checked, for the program can only say that it is wrong. */
export function specOf(at: IConstruct, source: Source, context: SourceContext): SourceSpec {
  const spec = source._spec(context);
  const scheme = SCHEME.exec(spec.url)?.[1] ?? refuse(at, 'own-source', notASourceUrl, spec.url);
  if (scheme === 'https' || scheme === 'http') return spec;
  const fetch = `fetch_${scheme}`;
  const defined = (spec.parts ?? []).some((part) => (typeof part === 'string' ? embedded[part] : part.text).includes(`${fetch}()`));
  return defined ? spec : refuse(at, 'own-source', noFetch(fetch), spec.url);
}
