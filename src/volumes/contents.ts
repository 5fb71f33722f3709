import { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkCharacters } from '../checks/characters';
import { LONGEST_ARGUMENT, MEBIBYTE } from '../checks/values';
import { isPlainText } from '../env/secret-key';
import { refuse } from '../errors';
import { secretInFile } from '../messages/secrets';
import { findSecret } from '../secrets/find';
import * as say from '../messages/write-files';

/** A text that will stand in the YAML, and why it may although it looks like a secret. */
export interface Content {
  readonly text: string;
  readonly because: string | undefined;
}

/** Checks a text that a file is made of: one that an argument can hold, and no secret. */
export function checkContent(at: IConstruct, name: string, content: unknown): Content {
  const text = isPlainText(content) ? content.value : content;
  if (typeof text !== 'string') return refuse(at, 'file-content', say.notAContent(name), content);
  if (text.includes('\0')) refuse(at, 'file-content', say.contentHasNul(name));
  checkCharacters(at, `file "${name}"`, text);
  const length = Buffer.byteLength(text);
  if (length >= LONGEST_ARGUMENT) refuse(at, 'argument-size', say.contentTooLong(name), `${length} bytes`);
  if (isPlainText(content)) return { text, because: content.because };
  const secret = findSecret(text);
  return secret === undefined ? { text, because: undefined } : refuse(at, 'plain-secrets', secretInFile(name, secret.what));
}

/** What `kubectl apply` keeps of an object at most, in an annotation. */
const LARGEST_OBJECT = 256 * 1024;

/** Refuses texts that no object could hold together, however small the rest of it is. */
export function checkTogether(at: IConstruct, texts: readonly string[]): void {
  const length = texts.reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)), 0);
  if (length > LARGEST_OBJECT) refuse(at, 'file-content', say.contentsTooLong, `${length} bytes in ${texts.length} files`);
}

const BLOCK = 4096;

/** Room for files: each takes whole blocks, and the new one lies beside the old one until it is moved. */
export function roomFor(sizes: readonly number[]): Size {
  const blocks = sizes.reduce((sum, size) => sum + Math.ceil(size / BLOCK) + 1, 0);
  return Size.mebibytes(Math.max(1, Math.ceil((2 * blocks * BLOCK) / MEBIBYTE)));
}
