import type { KplusPort } from '../cdk8s-plus';
import { checkKeys } from '../checks/known-keys';
import { checkPort } from '../checks/names';
import { checkList, checkOneOf, checkPattern, isRecord } from '../checks/values';
import { refuse } from '../errors';
import { notAPortName } from '../messages/input';
import { badHostIp, notAContainerPort, portNameTwice, portTwice } from '../messages/workload';

const KEYS = { number: true, name: true, protocol: true, hostPort: true, hostIp: true } as const;
const TCP = 'TCP';
const PROTOCOLS: readonly string[] = [TCP, 'UDP', 'SCTP'];
/** IANA_SVC_NAME. */
const NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const HOST_IP = /^[0-9a-fA-F.:]+$/;

/** Checks the ports of a container: cdk8s-plus looks at little, and Kubernetes when the manifest is applied. */
export function checkedPorts(at: string, given: readonly (number | KplusPort)[]): KplusPort[] {
  const ports = checkList(at, 'ports', given).map((port) => checkedPort(at, port));
  ports.forEach((port, index) => {
    const before = ports.slice(0, index);
    if (before.some((other) => numberOf(other) === numberOf(port))) refuse(at, 'ports', portTwice(numberOf(port)), given[index]);
    if (port.name !== undefined && before.some(({ name }) => name === port.name)) refuse(at, 'ports', portNameTwice(port.name), given[index]);
  });
  return ports;
}

const numberOf = ({ number, protocol = TCP }: KplusPort): string => `${number}/${protocol}`;

function checkedPort(at: string, port: number | KplusPort): KplusPort {
  if (typeof port === 'number') return { number: checkPort(at, port) };
  if (!isRecord(port) || !('number' in port)) return refuse(at, 'ports', notAContainerPort, port);
  checkKeys<KplusPort>(at, port, KEYS);
  const { number, name, protocol, hostPort, hostIp } = port;
  checkPort(at, number);
  if (name !== undefined) checkPattern(at, 'ports', notAPortName, NAME, name);
  if (protocol !== undefined) checkOneOf(at, 'the protocol of a port', protocol, PROTOCOLS);
  if (hostPort !== undefined) checkPort(at, hostPort);
  if (hostIp !== undefined) checkPattern(at, 'host', badHostIp, HOST_IP, hostIp);
  return port;
}
