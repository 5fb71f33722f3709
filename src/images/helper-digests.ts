/**
 * The digest of each helper image, by its reference: that of the index, which has all architectures. `npm run digests` looks them up and
 * writes this file; it is part of a release. Standards with `digests: true` use them; all others keep the tags, which clusters with
 * images that were loaded beforehand, and mirrors that push images anew, have under no such digest.
 */
export const HELPER_DIGESTS: Readonly<Record<string, string>> = Object.freeze({
});
