/* Messages about images: their names, their content and their registries. */

import type { OfRule } from './rule-ids';
import { container } from './words';

/** An image without a tag. */
export const imageWithoutTag = <Reference extends string>(reference: Reference) =>
  `image "${reference}" has no tag: pin a version or a digest` as const;
export type ImageWithoutTag<Reference extends string> = OfRule<'pinned-images', ReturnType<typeof imageWithoutTag<Reference>>>;

/** An image with the tag that means whatever was pushed last. */
export const imageIsLatest = <Reference extends string>(reference: Reference) =>
  `image "${reference}" can change at any time: pin a version or a digest` as const;
export type ImageIsLatest<Reference extends string> = OfRule<'pinned-images', ReturnType<typeof imageIsLatest<Reference>>>;

/** A command that the image does not have. */
export const toolNotInImage = <Tool extends string, Reference extends string>(tool: Tool, reference: Reference) =>
  `image "${reference}" has no "${tool}": use an image that has it, or list it in the image's tools` as const;
export type ToolNotInImage<Tool extends string, Reference extends string> = OfRule<'image-tools', ReturnType<typeof toolNotInImage<Tool, Reference>>>;

/** An image from a registry that a standard does not take. */
export const imageFromElsewhere = <By extends string, Reference extends string, Registries extends readonly string[]>(
  by: By, reference: Reference, registries: Registries,
) => `${by} does not allow image "${reference}": use one from ${registries.join(' or ') as OneOf<Registries>}` as const;
export type ImageFromElsewhere<By extends string, Reference extends string, Registries extends readonly string[]> =
  OfRule<'allowed-registries', ReturnType<typeof imageFromElsewhere<By, Reference, Registries>>>;

/** An image with a tag only, where a standard asks for a digest. */
export const imageWithoutDigest = <By extends string, Reference extends string>(by: By, reference: Reference) =>
  `${by} requires image digests, but "${reference}" has none: add @sha256:…` as const;
export type ImageWithoutDigest<By extends string, Reference extends string> = OfRule<'image-digests', ReturnType<typeof imageWithoutDigest<By, Reference>>>;

/** The members of a list in a sentence. */
export type OneOf<List extends readonly string[]> = List extends readonly [infer Only extends string] ? Only
  : List extends readonly [infer First extends string, ...infer Rest extends readonly string[]] ? `${First} or ${OneOf<Rest>}` : string;

/** An image given as a word. */
export const notAnImage = 'an image must be image("registry/name:version", { user }), or one from the catalogue.' as const;
export type NotAnImage = OfRule<'image', typeof notAnImage>;

export const badReference = 'this is not an image reference: give [registry/]name:tag, or [registry/]name@sha256:….';
export const badDigest = 'a digest must be "sha256:" and 64 hexadecimal digits, or "sha512:" and 128.';
export const noUser =
  'set the user that the image runs as: a number such as { user: 1000 }, because Kubernetes cannot check a name, or \'image\' if its USER is a number.';
export const imageMissing = (name: string) => `${container(name)} has no image: give it one.`;
export const badRegistry = 'this is not a registry: give host[:port][/path] without scheme and without a slash at the end.';
