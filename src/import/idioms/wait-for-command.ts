import { type Code, made } from '../code';
import { environment } from '../environment';
import type { Idiom } from '../idiom';
import { imageCode } from '../image-code';
import { callsOf, isKnown } from '../only';

/** `until mongosh --eval …; do sleep 2; done`: any one command that is tried until it succeeds. */
export const waitForCommand: Idiom = (container) => {
  const { script, json } = container;
  const calls = callsOf(container);
  const [loop, ...others] = script?.loops ?? [];
  const [call] = calls ?? [];
  if (!loop || others.length > 0 || loop.isBounded || loop.tries.length !== 1) return undefined;
  if (calls?.length !== 1 || !call || !isKnown(call)) return undefined;
  // Anything but the words of one program is a script of its own.
  if (loop.tries[0]!.line !== call.command.line || call.command.sets.length > 0) return undefined;
  if ((json.volumeMounts ?? []).length > 0 || json.envFrom) return undefined;
  const env = environment(json.env ?? []);
  if (Object.keys(env).length < (json.env ?? []).length) return undefined;
  const words = call.command.words.map(({ text }) => text);
  const target: Code = {
    image: imageCode(String(json.image), container), command: words, proves: `${call.name} succeeds`, ...(Object.keys(env).length > 0 ? { env } : {}),
  };
  return {
    construct: 'WaitForService', props: { until: made('command', target) },
    todos: ['say in proves what it means that this command succeeds'],
  };
};
