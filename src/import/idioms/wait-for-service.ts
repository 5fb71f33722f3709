import type { TargetFacts } from '../../declared/target';
import { targetAsked } from '../../shell/waits';
import { type Code, made } from '../code';
import type { Idiom } from '../idiom';
import { callsOf, type Call, isKnown } from '../only';

const DATABASES: Readonly<Record<number, 'postgres' | 'mysql'>> = { 5432: 'postgres', 3306: 'mysql' };
/** What a wait for a service can ask; objects of Kubernetes are for another idiom. */
const SERVICES: ReadonlySet<string> = new Set(['tcp', 'dns', 'http', 'https', 'postgres', 'mysql', 'redis']);
const USUAL: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, redis: 6379 };

/** `until nc -z db 5432; do sleep 2; done`, `wait-for-it db:5432`, and all other ways to wait for a service. */
export const waitForService: Idiom = (container, { isForMigration }) => {
  const calls = callsOf(container);
  if (!calls || calls.length === 0) return undefined;
  const asked = calls.map((call) => targetOf(call));
  if (asked.includes(undefined)) return undefined;
  const targets = unique(asked as readonly Asked[]).map((one) => (isForMigration ? asDatabase(one) : one));
  const isStricter = targets.some((one, index) => one.facts.protocol !== asked[index]?.facts.protocol);
  const database = targets.find(({ facts }) => facts.protocol === 'postgres' || facts.protocol === 'mysql');
  const only = targets.length === 1;
  return {
    construct: 'WaitForService',
    props: { until: only ? code(targets[0]!) : Object.fromEntries(named(targets).map(([key, target]) => [key, code(target)])) },
    ...(database ? { database: only ? 'ready' : `ready.${named(targets).find(([, target]) => target === database)![0]}` } : {}),
    ...(isStricter && isForMigration ? { notes: ['It waits until the database takes logins, and not only for its port: the migration needs that.'] } : {}),
    ...(targets.some(({ url }) => url?.insecure)
      ? { todos: ['the original did not verify the certificate of the server; this wait does: give the authority by `ca` where it is not a public one'] } : {}),
  };
};

interface Asked {
  readonly facts: TargetFacts;
  readonly url?: { readonly href: string; readonly insecure: boolean } | undefined;
}

function targetOf(call: Call): Asked | undefined {
  const facts = isKnown(call) ? targetAsked(call.command) : undefined;
  if (!facts || facts.host === undefined || !SERVICES.has(facts.protocol ?? '')) return undefined;
  const isUrl = facts.protocol === 'http' || facts.protocol === 'https';
  if (!isUrl) return facts.protocol === 'tcp' && facts.port === undefined ? undefined : { facts };
  const href = call.args.map(({ text }) => text.replace(/^.*?(?=https?:\/\/)/, '')).find((text) => /^https?:\/\//.test(text));
  if (href === undefined || call.args.some(({ text }) => SENDS.test(text) && !THROWS_AWAY.test(text))) return undefined;
  const insecure = call.args.some(({ text }) => text === '--no-check-certificate' || (call.name === 'curl' && INSECURE.test(text)));
  return { facts, url: { href, insecure } };
}

/** Flags by which a request is more than the question whether the server answers. */
const SENDS = /^(?:-[a-zA-Z]*[oOdXHu]|--(?:data|request|header|output|user|post-.*)(?:=.*)?)$/;
/** What comes is written nowhere, or to /dev/null. */
const THROWS_AWAY = /^(?:-q?O-?|-[a-zA-Z]*o)$/;
const INSECURE = /^(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure)$/;

/** The port of a database that only had to be open: the migration after it needs a database that answers. */
function asDatabase(asked: Asked): Asked {
  const { protocol, port, host } = asked.facts;
  const database = protocol === 'tcp' && port !== undefined ? DATABASES[port] : undefined;
  return database ? { facts: { protocol: database, host, port } } : asked;
}

function code({ facts: { protocol, host, port }, url }: Asked): Code {
  if (url) return made('http', url.href);
  if (protocol === 'dns') return made('dns', { host: host! });
  return made(protocol!, { host: host!, port: port === USUAL[protocol!] ? undefined : port });
}

const unique = (asked: readonly Asked[]): readonly Asked[] =>
  [...new Map(asked.map((one) => [JSON.stringify([one.facts, one.url?.href]), one])).values()];

/** The targets by names: their hosts, as properties. */
function named(targets: readonly Asked[]): ReadonlyArray<readonly [string, Asked]> {
  const taken = new Set<string>();
  return targets.map((target) => {
    const host = (target.facts.host ?? '').split('.')[0]!.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 20) || 'target';
    const base = host.replace(/-/g, '');
    const free = [base, `${base}${target.facts.port ?? ''}`, ...targets.map((_, index) => `${base}${index}x`)].find((one) => !taken.has(one))!;
    taken.add(free);
    return [free, target];
  });
}
