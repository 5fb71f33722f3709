import type { Before } from './idiom';
import type { InitContainer } from './init-container';

/** `1000:1000`, `1000`, `:1000`; undefined where it is a name. */
export function ownerOf(text: string | undefined): { readonly owner?: number; readonly group?: number } | undefined {
  const [, owner = '', group = ''] = /^(\d*)(?:[:.](\d*))?$/.exec(text ?? '') ?? [];
  if (owner === '' && group === '') return undefined;
  return { ...(owner === '' ? {} : { owner: Number(owner) }), ...(group === '' ? {} : { group: Number(group) }) };
}

/** The mode of `chmod 755`; undefined where it is in letters. */
export const modeOf = (text: string | undefined): number | undefined => (/^[0-7]{3,4}$/.test(text ?? '') ? parseInt(text!, 8) : undefined);

/** The user that a step writes as: the one of the app, or of the original where that is not root. */
export const writer = ({ user }: InitContainer, { appUser }: Before): number | undefined =>
  [appUser, user].find((one) => one !== undefined && one !== 0);
