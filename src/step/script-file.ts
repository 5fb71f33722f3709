import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import * as say from '../messages/run';
import { scriptHoldsSecret } from '../messages/secrets';
import { findSecret } from '../secrets/find';

/** A script in a file of its own. Made by {@link scriptFile}. */
export class ScriptFile {
  /** The text of the script. */
  readonly text: string;
  /** The path of the file. */
  readonly path: string;

  /** @internal */
  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    Object.freeze(this);
  }
}

const SHEBANG = /^#! *(?:\/usr\/bin\/env +)?(\S+)/;

/**
 * A script in a file of its own, read at synth, so that editors, shellcheck and tests can work with it.
 *
 * @param path an absolute path, such as `join(__dirname, 'setup.sh')`, or `new URL('setup.sh', import.meta.url)`
 * @throws {@link PreludeError} when it cannot be read, is empty, is for another shell or has Windows line ends
 *
 * @example
 * script: scriptFile(join(__dirname, 'setup.sh'))
 * // args: [--timeout, '300', …, sh, -euc, "<the text of setup.sh>", setup]
 */
export function scriptFile(path: string | URL): ScriptFile {
  const at = 'scriptFile()';
  const file = path instanceof URL && path.protocol === 'file:' ? fileURLToPath(path) : path;
  if (typeof file !== 'string' || !isAbsolute(file)) return refuse(at, 'script', say.scriptFileRelative, path);
  const text = read(at, file);
  if (text.trim() === '') refuse(at, 'script', say.scriptFileEmpty, file);
  checkScript(at, text, file);
  return new ScriptFile(file, text);
}

/** Refuses a script that is none for sh, wherever its text stands; `given` is what is shown of it. */
export function checkScript(at: IConstruct | string, text: string, given: string): void {
  if (text.includes('\r\n')) refuse(at, 'script', say.scriptWindows, given);
  const secret = findSecret(text);
  if (secret !== undefined) refuse(at, 'plain-secrets', scriptHoldsSecret(secret.what));
  const interpreter = SHEBANG.exec(text)?.[1];
  if (interpreter !== undefined && interpreter !== 'sh' && !interpreter.endsWith('/sh')) refuse(at, 'script', say.scriptForOther(interpreter), given);
}

function read(at: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return refuse(at, 'script', say.scriptFileMissing, (error as Error).message);
  }
}
