import { isIP } from 'node:net';
import { dependenciesOf, type HostDependency } from '../declared/target';
import * as say from '../messages/plan';
import { type Field, list } from '../manifest/types';
import type { DescribedPod } from './described';

interface Expression {
  readonly key?: Field<string>;
  readonly operator?: Field<string>;
  readonly values?: Field<readonly string[]>;
}

interface Selector {
  readonly matchLabels?: Field<Readonly<Record<string, string>>>;
  readonly matchExpressions?: Field<readonly Expression[]>;
}

interface Egress {
  readonly ports?: Field<ReadonlyArray<{ readonly port?: Field<string | number>; readonly endPort?: Field<number> }>>;
  readonly to?: Field<ReadonlyArray<{ readonly ipBlock?: Field<object>; readonly namespaceSelector?: Field<object> }>>;
}

interface NetworkPolicy {
  readonly metadata?: { readonly namespace?: Field<string> };
  readonly spec?: {
    readonly egress?: Field<readonly Egress[]>;
    readonly podSelector?: Field<Selector>;
    readonly policyTypes?: Field<readonly string[]>;
  };
}

/**
 * What policies of the app keep steps from. They hold for init containers as for all others; others of the namespace, which
 * are not known here, may allow what these do not: so it is a note.
 */
export function networkNotes({ objects, metadata: { labels }, namespace, steps }: DescribedPod): readonly string[] {
  const asking = steps.map(({ name, facts: { waitsFor = [] } }) => ({ name, asks: dependenciesOf(waitsFor) })).filter(({ asks }) => asks.length > 0);
  if (asking.length === 0) return [];
  const policies = (objects('NetworkPolicy') as readonly NetworkPolicy[]).filter(({ metadata, spec }) =>
    (metadata?.namespace ?? undefined) === namespace && spec !== undefined && restrictsEgress(spec) && selects(spec.podSelector, labels ?? {}));
  if (policies.length === 0) return [];
  const allowed = policies.flatMap(({ spec }) => list(spec?.egress));
  if (allowed.length === 0) return asking.map(({ name, asks }) => say.nothingGoesOut(name, hosts(asks)));
  if (allowed.some((rule) => rule && mayBeDns(rule))) return [];
  return asking.flatMap(({ name, asks }) => {
    const names = asks.filter(({ host }) => isIP(host) === 0);
    return names.length > 0 ? [say.noNameIsFound(name, hosts(names))] : [];
  });
}

const hosts = (asks: readonly HostDependency[]): string => [...new Set(asks.map(({ host }) => host))].join(', ');

/** Where no types are named, it is one of egress if it has rules of egress. */
const restrictsEgress = ({ policyTypes, egress }: NonNullable<NetworkPolicy['spec']>): boolean =>
  (policyTypes ? policyTypes.includes('Egress') : list(egress).length > 0);

function selects(selector: Field<Selector>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
    && list(selector?.matchExpressions).every((expression) => fits(expression ?? {}, labels));
}

function fits({ key, operator, values }: Expression, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key ?? ''];
  switch (operator) {
    case 'In': return value !== undefined && list(values).includes(value);
    case 'NotIn': return value === undefined || !list(values).includes(value);
    case 'Exists': return value !== undefined;
    default: return value === undefined;
  }
}

const DNS = 53;

/** The DNS of a cluster runs in another namespace, or at an address of the node: pods of this one alone are not it. */
function mayBeDns({ ports, to }: Egress): boolean {
  const peers = list(to);
  const byPort = list(ports).length === 0 || list(ports).some((one) => {
    const port = one?.port;
    return typeof port === 'number' ? port <= DNS && DNS <= (one?.endPort ?? port) : true;
  });
  return byPort && (peers.length === 0 || peers.some((peer) => Boolean(peer?.ipBlock ?? peer?.namespaceSelector)));
}
