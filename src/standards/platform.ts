import type { Users } from '../security/security-context';
import * as say from '../messages/standards';
import { refuse } from '../errors';
import type { Standards } from './standards';

/** Who says which users containers run as. */
export const usersOf = ({ platform }: Standards): Users => (platform?.value === 'openshift' ? 'of the platform' : 'of the manifest');

/** Whose files are, in words: where the platform gives users, the number that the code names is nobody's. */
export const wordsOfUser = (standards: Standards, user: number): string =>
  (usersOf(standards) === 'of the platform' ? 'the user of the namespace' : `user ${user}`);

/** Refuses root where no pod can have it. */
export function checkUser(at: string, { platform }: Standards, user: unknown): void {
  if (user === 0 && platform?.value === 'openshift') refuse(at, 'platform', say.rootOnOpenShift(platform.by), user);
}

/** Refuses a group of the volumes where the platform gives one: leaving it out without a word would change what the user asked for. */
export function checkGroup(at: string, { platform }: Standards, group: unknown): void {
  if (group !== undefined && platform?.value === 'openshift') refuse(at, 'platform', say.groupOnOpenShift(platform.by), group);
}
