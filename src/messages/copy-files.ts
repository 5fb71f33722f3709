/* Messages about copies. */

import type { OfRule } from './rule-ids';

/** Something to copy from that is given as a text. */
export const notACopySource = 'from must be configMapFiles(…), secretFiles(…) or the files of an earlier step of this pod.' as const;
export type NotACopySource = OfRule<'source', typeof notACopySource>;

export const nothingToCopy = 'files must list what to copy: names, or { name: { as, mode } }.';
export const samePlaceTwice = (path: string) => `two files are copied to "${path}": give one of them another path with as.`;

export const nothingToPrune =
  'prune removes files of an earlier release from a claim, but this volume is new in every pod: remove prune, or give into: claim(…).';
