import { targetOfUrl, type TargetFacts } from '../declared/target';
import type { ShellCommand, ShellScript } from './commands';
import { operands, programOf, valueOf } from './program';
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

function url(args: readonly ShellWord[]): TargetFacts | undefined {
  const given = args.find(({ text }) => /^https?:\/\/[^$]*$/.test(text));
  return given && targetOfUrl(given.text);
}

function hostAndPort(text: string | undefined): TargetFacts | undefined {
  const [, host, port] = /^(?:tcp:\/\/)?([^:/$]+):(\d+)$/.exec(text ?? '') ?? [];
  return accepting(at('tcp', host, port));
}

const name: Asks = (args) => {
  const host = operands(args)[0]?.text;
  return host !== undefined && NAME.test(host) ? { protocol: 'dns', host, level: 'resolved' } : undefined;
};

const database = (protocol: string, port: number, host: readonly string[], portFlags: readonly string[]): Asks => (args) =>
  at(protocol, valueOf(args, ...host), valueOf(args, ...portFlags) ?? port);

const netcat: Asks = (args) => {
  const given = operands(args).filter(({ text }, index, all) => !(PORT.test(text) && index === 0 && all.length > 2));
  return accepting(at('tcp', given[0]?.text, given[1]?.text));
};

/** The programs by which people wait, a line each. */
const PROGRAMS: Readonly<Record<string, Asks>> = {
  nc: netcat,
  ncat: netcat,
  netcat,
  nslookup: name,
  host: name,
  dig: name,
  getent: (args) => name(args.slice(1)),
  wget: url,
  curl: url,
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
const WAITERS: ReadonlySet<string> = new Set(['wait-for-it', 'wait-for-it.sh', 'wait-for', 'dockerize', 'wait4x']);

const waited = (text: string | undefined): TargetFacts | undefined => hostAndPort(text) ?? (/^https?:/.test(text ?? '') ? targetOfUrl(text!) : undefined);

/** What a script waits for: the targets that its loops try, and those of programs that wait themselves. */
export function waitsOf({ commands, loops }: ShellScript): readonly TargetFacts[] {
  const tried = loops.flatMap(({ tries }) => tries);
  const waiting = commands.filter((command) => WAITERS.has(programOf(command)?.name ?? ''));
  return [...tried, ...waiting.filter((command) => !tried.includes(command))].flatMap(targetOf);
}

function targetOf(command: ShellCommand): readonly TargetFacts[] {
  const program = programOf(command);
  const target = program && PROGRAMS[program.name]?.(program.args);
  return target ? [target] : [];
}
