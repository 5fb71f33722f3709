import { type Code, made } from './code';

/** The user that an image is given: the one of the manifest, or what the image says of itself. */
interface RunsAs { readonly user: number | undefined; readonly group: number | undefined }

/** An image without a tag cannot be written: it gets one that says so, and a patch puts the original in its place. */
export const isPinned = (reference: string): boolean => /@sha256:|:(?!latest$)[^/:]+$/.test(reference);

/** `image(…)` of a reference. */
export const imageCode = (reference: string, { user, group }: RunsAs): Code =>
  made('image', isPinned(reference) ? reference : `${reference.replace(/:latest$/, '')}:unpinned`, { user: user ?? 'image', group });
