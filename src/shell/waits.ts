import { targetOfUrl, type TargetFacts } from '../declared/target';
import { API_RESOURCES, pathServed } from '../manifest/api-resources';
import { kindCalled } from '../manifest/kubectl-kinds';
import { type Container, list, text as textOf } from '../manifest/types';
import type { ShellCommand, ShellScript } from './commands';
import { hasFlag, operands, programOf, valueOf } from './program';
import type { ShellWord } from './words';

/** How one program asks whether something is there: its target, by its words. */
type Asks = (args: readonly ShellWord[]) => TargetFacts | undefined;

const PORT = /^\d{1,5}$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

const at = (protocol: string, host: string | undefined, port: string | number | undefined): TargetFacts | undefined =>
  (host === undefined || !NAME.test(host) ? undefined : {
    protocol, host, ...(port !== undefined && PORT.test(String(port)) ? { port: Number(port) } : {}),
  });

const accepting = (target: TargetFacts | undefined): TargetFacts | undefined => target && { ...target, level: 'accepting' };

/** The first URL among words: of these schemes, or of any. */
function url(args: readonly ShellWord[], scheme = 'https?'): TargetFacts | undefined {
  const given = args.find((word) => new RegExp(`^${scheme}://(?:[^/@\\s]*@)?[^$]*$`).test(word.text));
  return given && targetOfUrl(given.text);
}

/** A URL that may lack its scheme, as curl and wget take it. */
const web: Asks = (args) => {
  const given = args.find((word) => /^[A-Za-z0-9][A-Za-z0-9.-]*:\d+(?:\/[^$]*)?$/.test(word.text));
  return url(args) ?? (given && targetOfUrl(`http://${given.text}`));
};

function hostAndPort(text: string | undefined): TargetFacts | undefined {
  const [, host, port] = /^(?:tcp:\/\/)?([^:/$]+):(\d+)$/.exec(text ?? '') ?? [];
  return accepting(at('tcp', host, port));
}

const name: Asks = (args) => {
  const host = operands(args).find((word) => NAME.test(word.text) && !PORT.test(word.text))?.text;
  return host === undefined ? undefined : { protocol: 'dns', host, level: 'resolved' };
};

const database = (protocol: string, port: number, host: readonly string[], portFlags: readonly string[]): Asks => (args) => {
  const given = url(args, '[a-z][a-z0-9+]*');
  return given ? at(protocol, given.host, given.port ?? port) : at(protocol, valueOf(args, ...host), valueOf(args, ...portFlags) ?? port);
};

const netcat: Asks = (args) => {
  const given = operands(args).filter(({ text }, index, all) => !(PORT.test(text) && index === 0 && all.length > 2));
  return accepting(at('tcp', given[0]?.text, given[1]?.text));
};

/** Kinds that are waited for by name in a namespace. */
const WAITED = ['Job', 'Deployment', 'StatefulSet', 'DaemonSet', 'Pod'] as const;

/** A kind, perhaps with its group, and a name. */
const OBJECT = /^([a-z]+)(?:\.[a-z.]+)?\/([A-Za-z0-9][A-Za-z0-9.-]*)$/;

/** `kubectl wait job/import`, `kubectl rollout status deployment/web`; one that waits until an object is gone needs none. */
const object: Asks = (args) => {
  const [verb] = operands(args);
  if (verb?.text !== 'wait' && verb?.text !== 'rollout') return undefined;
  if (args.some(({ text }) => /^(?:--for=)?delete$/.test(text)) || hasFlag(args, '--kubeconfig', '--context')) return undefined;
  const [words = '', called = '', host] = args.map(({ text }) => OBJECT.exec(text)).find((found) => found && kindCalled(found[1]!, WAITED)) ?? [];
  const kind = kindCalled(called, WAITED);
  if (kind === undefined || host === undefined) return undefined;
  return { protocol: 'resource', host, path: pathServed(API_RESOURCES[kind], valueOf(args, '-n', '--namespace')), words };
};

/** The programs by which people wait, a line each. */
const PROGRAMS: Readonly<Record<string, Asks>> = {
  kubectl: object,
  nc: netcat,
  ncat: netcat,
  netcat,
  telnet: netcat,
  nslookup: name,
  host: name,
  dig: name,
  getent: (args) => name(args.slice(1)),
  ping: name,
  wget: web,
  curl: web,
  pg_isready: database('postgres', 5432, ['-h', '--host'], ['-p', '--port']),
  psql: database('postgres', 5432, ['-h', '--host'], ['-p', '--port']),
  mysqladmin: database('mysql', 3306, ['-h', '--host'], ['-P', '--port']),
  'mariadb-admin': database('mysql', 3306, ['-h', '--host'], ['-P', '--port']),
  mysql: database('mysql', 3306, ['-h', '--host'], ['-P', '--port']),
  mariadb: database('mysql', 3306, ['-h', '--host'], ['-P', '--port']),
  'redis-cli': database('redis', 6379, ['-h'], ['-p']),
  'wait-for-it': (args) => hostAndPort(args[0]?.text),
  'wait-for-it.sh': (args) => hostAndPort(args[0]?.text),
  'wait-for': (args) => hostAndPort(args[0]?.text),
  dockerize: (args) => waited(valueOf(args, '-wait')),
  wait4x: (args) => waited(args[1]?.text),
};

/** Programs that wait themselves, without a loop around them. */
const WAITERS: ReadonlySet<string> = new Set(['wait-for-it', 'wait-for-it.sh', 'wait-for', 'dockerize', 'wait4x', 'kubectl']);

const waited = (text: string | undefined): TargetFacts | undefined => hostAndPort(text) ?? (/^https?:/.test(text ?? '') ? targetOfUrl(text!) : undefined);

/** Programs that print or compare their words. */
const ASK_NOBODY: ReadonlySet<string> = new Set(['echo', 'printf', 'test', '[', 'grep', 'sed', 'awk']);

/** Any other program: a URL, or the option that tools take a host by. */
const other: Asks = (args) => url(args, '[a-z][a-z0-9+]*') ?? at('tcp', valueOf(args, '-h', '--host', '--hostname', '--server'), valueOf(args, '--port'));

/** Variables whose values the manifest shows. */
export type Values = ReadonlyMap<string, string>;

/** The variables of a container whose values its manifest shows. */
export const valuesOf = ({ env }: Pick<Container, 'env'>): Values =>
  new Map(list(env).flatMap((one) => (typeof one?.value === 'string' ? [[textOf(one.name), one.value] as const] : [])));

const NO_VALUES: Values = new Map();

/** What a script waits for: the targets that its loops try, and those of programs that wait themselves. */
export function waitsOf({ commands, loops }: ShellScript, values: Values = NO_VALUES): readonly TargetFacts[] {
  const tried = loops.flatMap(({ tries }) => tries);
  const waiting = commands.filter((command) => WAITERS.has(programOf(command)?.name ?? ''));
  return [...tried, ...waiting.filter((command) => !tried.includes(command))].flatMap((command) => targetOf(command, values));
}

/** What a script asks over the network, in a loop or once: what it waits for is a part of it. */
export function asksOf({ commands }: ShellScript, values: Values = NO_VALUES): readonly TargetFacts[] {
  const found = commands.flatMap((command) => targetOf(command, values, other));
  return [...new Map(found.map((target) => [`${target.host}:${target.port ?? ''}`, target])).values()];
}

/** What a command asks for; nothing where its program is none of those by which people wait. */
export const targetAsked = (command: Pick<ShellCommand, 'words'>): TargetFacts | undefined => targetOf(command, NO_VALUES)[0];

/** The target of one command; of a program that is not in the list, what `unknown` makes of its words. */
function targetOf(command: Pick<ShellCommand, 'words'>, values: Values, unknown?: Asks): readonly TargetFacts[] {
  const program = programOf(command);
  if (!program || ASK_NOBODY.has(program.name)) return [];
  const ask = Object.hasOwn(PROGRAMS, program.name) ? PROGRAMS[program.name] : unknown;
  const target = ask?.(program.args.map((word) => ({ ...word, text: filled(word.text, values) })));
  return target?.host === undefined ? [] : [target];
}

/** A word with the values of variables: `$HOST`, and `$(HOST)`, which Kubernetes replaces. */
const filled = (word: string, values: Values): string =>
  word.replace(/\$(?:\(([A-Za-z_]\w*)\)|([A-Za-z_]\w*))/g, (given, one?: string, two?: string) => values.get(one ?? two ?? '') ?? given);
