import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { KplusContainer, KplusWorkload } from '../cdk8s-plus';
import { quantity } from '../checks/values';
import { PreludeError, refuse } from '../errors';
import { refusedByKplus } from '../messages/workload';

/*
 * What cdk8s-plus refuses, it tells without a place: no workload, no container, no property. Here the place is added; and amounts of its
 * containers that it cannot write, such as 64 MiB of ephemeral storage, are written.
 */

/** Runs what may be refused by cdk8s-plus, and tells the place of it. */
export function placed<T>(at: string, what: string | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PreludeError || (error as Error | undefined)?.name === 'PreludeError') throw error;
    return refuse(at, 'cdk8s-plus', refusedByKplus(what, error instanceof Error ? error.message : String(error)));
  }
}

const ADDS = ['addContainer', 'addInitContainer', 'addVolume'] as const;
type Adds = Partial<Record<(typeof ADDS)[number], (given: { readonly name?: unknown } | undefined) => unknown>>;

/** Makes what is added to an object of cdk8s-plus by hand tell its place where it is refused. */
export function placeFaults(workload: KplusWorkload, at: string): void {
  const adds = workload as unknown as Adds;
  for (const method of ADDS) {
    const original = adds[method]?.bind(workload);
    if (!original) continue;
    adds[method] = (given) => placed(typeof given?.name === 'string' ? `${at}/${given.name}` : at, undefined, () => original(given));
  }
}

/** What a container of cdk8s-plus is made of that may fail to be rendered: the property, and where the object has it. */
const FALLIBLE = [['readiness', '_readiness'], ['liveness', '_liveness'], ['startup', '_startup'], ['lifecycle', '_lifecycle']] as const;

type Resources = kplus.ContainerResources | undefined;
type Amounts = Record<string, kplus.k8s.Quantity>;
interface Rendered extends Readonly<Record<string, unknown>> {
  readonly resources?: { readonly limits?: Amounts; readonly requests?: Amounts };
}

/** Containers that tell the place already. */
const known = new WeakSet<object>();

/** Makes a container of cdk8s-plus write all amounts, and tell its place and the property where one cannot be rendered. */
export function placeFaultsOfContainer(container: KplusContainer, at: string): void {
  if (known.has(container)) return;
  known.add(container);
  const original = container._toKube.bind(container);
  /** Rendered as if some fields were others. */
  const renders = (fields: object) => (Object.getPrototypeOf(container) as KplusContainer)._toKube.call(
    Object.create(container, Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value: value as unknown }]))),
  ) as Rendered;
  container._toKube = () => {
    try {
      return original();
    } catch (error) {
      const { resources } = container as { readonly resources?: Resources };
      const rest = resources && { cpu: resources.cpu };
      const isToBlame = (field: string) => succeeds(() => renders({ resources: rest, [field]: undefined }));
      const culprit = succeeds(() => renders({ resources: rest })) ? undefined : FALLIBLE.find(([, field]) => isToBlame(field));
      return placed(`${at}/${container.name}`, culprit?.[0], () => {
        if (culprit) throw error;
        return withAmounts(renders({ resources: rest }), resources);
      });
    }
  };
}

function succeeds(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}

/** With the amounts of memory and storage that cdk8s-plus writes in whole MiB and GiB only. */
function withAmounts(rendered: Rendered, resources: Resources): object {
  const of = (which: 'limit' | 'request', amounts: Amounts | undefined): Amounts | undefined => {
    const sizes = { 'memory': resources?.memory?.[which], 'ephemeral-storage': resources?.ephemeralStorage?.[which] };
    const written = Object.entries(sizes).flatMap(([name, size]) =>
      (size instanceof Size ? [[name, kplus.k8s.Quantity.fromString(quantity(size))] as const] : []));
    const all = { ...amounts, ...Object.fromEntries(written) };
    return Object.keys(all).length === 0 ? undefined : all;
  };
  return { ...rendered, resources: { limits: of('limit', rendered.resources?.limits), requests: of('request', rendered.resources?.requests) } };
}
