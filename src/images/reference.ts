import { checkNothingMissing } from '../checks/missing';
import { refuse } from '../errors';
import { badDigest, badReference } from '../messages/images';

/** The parts of an image reference. */
export interface ParsedReference {
  /** The registry, such as `ghcr.io`; undefined where the runtime's default is meant. */
  readonly registry: string | undefined;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const REFERENCE = /^([a-z0-9._-]+(?:\/[a-z0-9._-]+)*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(.+))?$/;

/** Takes a reference apart as container runtimes do: a first part with a dot, a port or `localhost` is a registry. */
export function parseReference(at: string, reference: unknown): ParsedReference {
  const match = typeof reference === 'string' ? splitReference(reference) : undefined;
  if (!match) return refuse(at, 'image-reference', badReference, reference);
  checkNothingMissing(at, 'the reference of an image', reference as string);
  if (match.digest !== undefined && !DIGEST.test(match.digest)) return refuse(at, 'image-reference', badDigest, reference);
  return match;
}

/** The algorithms that the OCI registers. */
const DIGEST = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;
/** A name, or an IPv6 address in brackets, and a port. */
const REGISTRY = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/;

/** The parts of a reference; undefined where it is none. */
export function splitReference(reference: string): ParsedReference | undefined {
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const rest = hasRegistry ? reference.slice(slash + 1) : reference;
  const match = REFERENCE.exec(rest);
  if (!match?.[1] || (hasRegistry && !REGISTRY.test(first))) return undefined;
  return { registry: hasRegistry ? first : undefined, repository: match[1], tag: match[2], digest: match[3] };
}
