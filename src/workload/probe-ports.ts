import type { Container, k8s } from 'cdk8s-plus-28';
import type { KplusPort } from '../cdk8s-plus';
import { refuse } from '../errors';
import { probeWithoutPort } from '../messages/containers';
import { placed } from './kplus-faults';

/** A probe or a lifecycle handler of cdk8s-plus, as it is turned into what Kubernetes takes. */
interface Asking {
  /** @internal */
  _toKube(container: Container): Pick<k8s.Probe, 'exec' | 'httpGet' | 'tcpSocket'>;
}

/** A port that no user gives, to see whether a probe has a port of its own. */
const NOBODYS = -1;

const containerWith = (portNumber: number) => ({ portNumber }) as Container;

/** The words of the command that a probe or a handler runs. */
export const wordsOf = (at: string, what: string, given: object): readonly string[] =>
  placed(at, what, () => (given as Asking)._toKube(containerWith(NOBODYS))).exec?.command ?? [];

/** A probe that asks the container's one port where it says none: cdk8s-plus would ask port 80. */
export function atPortOf<A extends object>(at: string, what: string, given: A, ports: readonly KplusPort[]): A {
  const asking = given as A & Asking;
  const { httpGet, tcpSocket } = placed(at, what, () => asking._toKube(containerWith(NOBODYS)));
  if (![httpGet, tcpSocket].some((action) => action?.port.value === NOBODYS)) return given;
  const [port, ...others] = ports;
  if (port === undefined || others.length > 0) return refuse(at, 'handlers', probeWithoutPort(what, ports.map(({ number }) => number)));
  return Object.create(given, { _toKube: { value: () => asking._toKube(containerWith(port.number)) } }) as A;
}
