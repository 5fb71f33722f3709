import { checkKeys } from '../../checks/known-keys';
import { givenOr } from '../../checks/values';
import type { Protocol } from '../../handles/proofs';
import type { ScriptName } from '../../scripts/embedded';
import { authority, type HostProps } from './host';
import { Target } from './target';

/** What the probes over TCP are made of. */
export const OVER_TCP = ['addresses', 'dialogue'] as const satisfies readonly ScriptName[];

/** The host and the port of a server. */
export interface ServerProps extends HostProps {
  /**
   * The port.
   *
   * @default - the usual one of the protocol
   */
  readonly port?: number;
}

/** A server that is asked over TCP, by the part `probe-PROTOCOL`, and needs a host and a port only. */
export function simpleTarget<P extends Protocol>(protocol: P, port: number, props: ServerProps, probe: ScriptName): Target<'ready', P> {
  const at = `${protocol}()`;
  checkKeys<ServerProps>(at, props, { host: true, port: true });
  const url = (clusterDomain?: string) => `${protocol}://${authority(at, props.host, givenOr(props.port, port), clusterDomain)}`;
  url();
  return new Target('ready', protocol, ({ clusterDomain }) => ({ url: url(clusterDomain), parts: [...OVER_TCP, probe] }));
}
