import type { TargetFacts } from '../declared/target';
import { type Container, list, text } from '../manifest/types';
import type { DescribedPod } from '../plan/described';

/*
 * Whom containers ask that no code of this library stands behind, as far as their commands tell: addresses, and the words after the
 * programs and options that take a host.
 */

/** What a container asks. */
export interface Asking {
  readonly name: string;
  readonly waitsFor: readonly TargetFacts[];
}

/** What the init containers of a pod ask: steps by the facts, others by their commands. */
export function askingOf({ facts, initContainers }: DescribedPod): readonly Asking[] {
  const steps = new Map((facts?.steps ?? []).map(({ name, waitsFor = [] }) => [name, waitsFor]));
  return initContainers.flatMap(({ name, json, isSidecar }): readonly Asking[] => {
    const waitsFor = steps.get(name) ?? (facts?.helper?.name === name || isSidecar ? [] : askedByCommand(json));
    return waitsFor.length > 0 ? [{ name, waitsFor }] : [];
  });
}

const NAME = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9-]+)*';
const URL = new RegExp(`^[a-z][a-z0-9+]*://(?:[^/@\\s]*@)?(${NAME})(?::(\\d+))?(?:[/?#].*)?$`, 'i');
const WITH_PORT = new RegExp(`^(${NAME}):(\\d+)$`, 'i');
const HOST = new RegExp(`^${NAME}$`, 'i');
const PORT = /^\d{1,5}$/;
/** Options that take a host, and programs whose first word that is no option is one. */
const OPTIONS: ReadonlySet<string> = new Set(['-h', '--host', '--hostname', '--server']);
const PROGRAMS: ReadonlySet<string> = new Set(['nc', 'ncat', 'netcat', 'nslookup', 'host', 'getent', 'ping', 'telnet', 'dig']);
const NO_HOSTS: ReadonlySet<string> = new Set(['hosts', 'ahosts', 'localhost']);

function askedByCommand(container: Container): readonly TargetFacts[] {
  const words = wordsOf(container);
  const found = new Map<string, TargetFacts>();
  let program = '';
  words.forEach((word, index) => {
    const before = words[index - 1] ?? '';
    const target = addressIn(word) ?? (OPTIONS.has(before) || takesIt(program, word) ? { host: word, ...portOf(words[index + 1]) } : undefined);
    if (PROGRAMS.has(word)) program = word;
    else if (target || SEPARATORS.has(word)) program = '';
    if (target?.host && HOST.test(target.host) && !NO_HOSTS.has(target.host)) found.set(`${target.host}:${target.port ?? ''}`, target);
  });
  return [...found.values()];
}

const SEPARATORS: ReadonlySet<string> = new Set(['do', 'done', 'then', 'fi', '&&', '||', '|']);
const takesIt = (program: string, word: string): boolean => program !== '' && HOST.test(word) && !PORT.test(word) && !SEPARATORS.has(word);
const portOf = (word = ''): Pick<TargetFacts, 'port'> => (PORT.test(word) ? { port: Number(word) } : {});

function addressIn(word: string): TargetFacts | undefined {
  const [, host, port] = URL.exec(word) ?? WITH_PORT.exec(/^--?[a-z-]+=/.test(word) ? word.slice(word.indexOf('=') + 1) : word) ?? [];
  if (host === undefined) return /^--(?:host|hostname|server)=/.test(word) ? { host: word.slice(word.indexOf('=') + 1) } : undefined;
  return { host, ...portOf(port) };
}

/** The words of a command, its scripts taken apart, with the variables that are plain text put in. */
function wordsOf({ command, args, env }: Container): readonly string[] {
  const values = new Map(list(env).map((variable) => [text(variable?.name), text(variable?.value)]));
  const filled = (word: string) => word.replace(/\$[({]?([A-Za-z_]\w*)(?::-[^}]*)?[)}]?/g, (given, name: string) => values.get(name) ?? given);
  return [...list(command), ...list(args)].flatMap((word) => filled(text(word)).split(/[\s"';]+/)).filter((word) => word !== '');
}
