import { type Code, type CodeRecord, made } from './code';
import type { Json } from './read';

const SECONDS = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds'] as const;
const COUNTS = ['failureThreshold', 'successThreshold'] as const;

/** A probe as cdk8s-plus says it; undefined where it cannot say it. */
export function probe({ httpGet, tcpSocket, exec, grpc, ...rest }: Json, ports: readonly Json[]): Code | undefined {
  if (grpc !== undefined || 'terminationGracePeriodSeconds' in rest) return undefined;
  const options: CodeRecord = {
    ...Object.fromEntries(SECONDS.flatMap((key) => (rest[key] > 0 ? [[key, made('Duration.seconds', rest[key])]] : []))),
    ...Object.fromEntries(COUNTS.flatMap((key) => (rest[key] === undefined ? [] : [[key, rest[key]]]))),
  };
  const port = (asked: unknown) => (typeof asked === 'number' ? asked : ports.find((one) => one.name === asked)?.containerPort as number | undefined);
  if (exec !== undefined) return made('Probe.fromCommand', exec.command, ...(Object.keys(options).length > 0 ? [options] : []));
  const asked = (httpGet ?? tcpSocket)?.port as unknown;
  // A name of a port is kept by a patch of this one field.
  const number = port(asked);
  if (number === undefined || httpGet?.host !== undefined || httpGet?.httpHeaders !== undefined || tcpSocket?.host !== undefined) return undefined;
  if (tcpSocket) return made('Probe.fromTcpSocket', { port: number, ...options });
  if (!httpGet) return undefined;
  return httpGet.scheme !== undefined && httpGet.scheme !== 'HTTP' ? undefined : made('Probe.fromHttpGet', httpGet.path ?? '/', { port: number, ...options });
}
