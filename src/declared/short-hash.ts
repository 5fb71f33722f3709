import { createHash } from 'node:crypto';

/** Eight characters that tell a text from others where there is no room for all of it. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
