import { readScript } from '../shell/commands';
import type { CodeRecord } from './code';
import { environment } from './environment';
import { imageCode } from './image-code';
import type { StepDraft } from './idiom';
import type { InitContainer } from './init-container';
import { wordsCode } from './words';

const AGAIN = 'Kubernetes may run an init container again at any time: say notIdempotent(…) here if a second run does harm';

/** What no idiom knows, word for word: by `RunScript` where the shell does the same with `-eu`, else by `RunCommand`. */
export function runStep({ name, json, script, words, user, group }: InitContainer): StepDraft | undefined {
  if (words.length === 0) return undefined;
  const text = scriptIn(json);
  const env = environment(json.env ?? []);
  const props: CodeRecord = {
    purpose: `does what the init container "${name}" of the manifest did`,
    image: imageCode(String(json.image), { user, group }),
    ...(text !== undefined && script && isSameWithErrors(text) && !text.includes('$(') ? { script: text } : { command: wordsCode(words, Object.keys(env)) }),
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(typeof json.workingDir === 'string' ? { workingDir: json.workingDir } : {}),
    rerun: 'idempotent',
  };
  return { construct: 'script' in props ? 'RunScript' : 'RunCommand', props, todos: [AGAIN] };
}

/** The script of `sh -c SCRIPT`, without arguments of its own. */
function scriptIn({ command, args }: InitContainer['json']): string | undefined {
  const words = [...command ?? [], ...args ?? []] as readonly string[];
  const [shell, flags, text, ...more] = words;
  return /^(?:\/bin\/)?sh$/.test(shell ?? '') && /^-[eux]*c$/.test(flags ?? '') && !/[x]/.test(flags ?? '') && more.length === 0 ? text : undefined;
}

/** True where `sh -eu` does the same as `sh`: an only command, or a script that asks for both, and no variable that may be missing. */
function isSameWithErrors(text: string): boolean {
  const read = readScript(text);
  if (!read || /\$\(\(|\$\{[^}]*[^A-Za-z0-9_}]/.test(text)) return false;
  const stops = /^\s*set -[a-z]*e/m.test(text) || read.commands.length === 1;
  return stops && (!/\$/.test(text) || /^\s*set -[a-z]*u/m.test(text));
}

