import { shortHash } from './short-hash';

/**
 * Prefix of the annotations that the library writes. Each step has one, called as the step; all others have a dot in their
 * names, for the id of a step is a DNS label and has none.
 */
export const ANNOTATION_PREFIX = 'cdk8s-prelude/';

/** The annotation that holds the facts of the steps as data, for commands that read the manifest later. */
export const FACTS_ANNOTATION = `${ANNOTATION_PREFIX}steps.facts`;

/** The name, without prefix, of the annotation that names the level of a pod, and why it is none of the stronger ones. */
export const LEVEL_ANNOTATION = 'pod-security.level';

/** The name, without prefix, of the annotation that names who answers for an object; other makers' objects have it as well. */
export const OWNER_ANNOTATION = 'object.owner';

/** The name, without prefix, of the annotation that says why a rule is suppressed: for a whole pod, or for one container. */
export const suppressionAnnotation = (rule: string, container?: string): string =>
  (container === undefined ? `suppress.${rule}` : shortened(`suppress.${rule}.${container}`));

const LONGEST = 63;

/**
 * The name, without prefix, of the annotation that says why a variable of a container may be plain text. Kubernetes takes 63
 * characters; a longer one is cut, with a hash of all so that what differs goes by different names.
 */
export const plainTextAnnotation = (container: string, variable: string): string => shortened(`plain-text.${container}.${variable}`);

/** What stands for a header in the name of that annotation: names of headers are the same in any case. */
export const headerReason = (header: string): string => header.toLowerCase().replace(/[^a-z0-9_.-]/g, '-');

/** The name, without prefix, of the annotation that lists the directories that a container's mounts may hide. */
export const hidesAnnotation = (container: string): string => shortened(`hides.${container}`);

function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  const hash = shortHash(name);
  return `${name.slice(0, LONGEST - hash.length - 1)}-${hash}`;
}
