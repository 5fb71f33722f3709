import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { helperImages } from '../../../images/catalogue';
import type { Image } from '../../../images/image';
import { Step } from '../../../step/step';
import type { MountSpec, VolumeSpec } from '../../../template/volume-spec';
import type { PodTemplate } from '../../../template/pod-template';
import type { Workload } from '../../../workload/workload';
import { SEED_RESOURCES } from '../../../template/default-resources';

/** A program that holds a lock, and the image that it is taken from. */
const CLIENTS = {
  psql: helperImages.postgres, mariadb: helperImages.mariadb, curl: helperImages.curl,
} as const satisfies Readonly<Record<string, Image>>;

/** A program that holds a lock. */
export type ClientName = keyof typeof CLIENTS;

/** Where the tool's container finds it. */
export const CLIENT_DIRECTORY = '/prelude-client';

/** How much it has, with its libraries: 10 to 20 MiB. */
const SIZE = Size.mebibytes(64);
/** It copies 20 MiB; waits share what all others leave. */
const TIMEOUT = Duration.seconds(20);

const stepOf = (client: ClientName): string => `prelude-${client}`;
const volumeOf = (client: ClientName): VolumeSpec =>
  ({ name: stepOf(client), source: { emptyDir: { sizeLimit: k8s.Quantity.fromString(`${SIZE.toMebibytes()}Mi`) } } });

const mounts = new Map<ClientName, MountSpec>();

/** The mount by which a container has a client; always the same one. */
export function clientMount(client: ClientName): MountSpec {
  const mount = mounts.get(client) ?? Object.freeze({ volume: volumeOf(client), path: CLIENT_DIRECTORY, readOnly: true, provenBy: stepOf(client) });
  mounts.set(client, mount);
  return mount;
}

/** Leaves a client for the steps that come after, in images that may have none. */
class InstallClient extends Step {
  constructor(workload: Workload<any>, client: ClientName, purpose: string) {
    super(workload, stepOf(client));
    this._register({
      kind: 'InstallClient',
      image: CLIENTS[client],
      purpose,
      program: { parts: ['common', 'install-clients'], args: ['--to', CLIENT_DIRECTORY, client] },
      fills: { [CLIENT_DIRECTORY]: volumeOf(client) },
      defaultResources: SEED_RESOURCES,
      defaultTimeout: TIMEOUT,
      gives: [client],
    });
  }
}

/**
 * Adds the step that leaves a client, where the pod has none yet.
 *
 * @param of the step that it is for, and what that does by it: `"migrate", which holds its lock by it`
 */
export function installClient(workload: Workload<any>, template: PodTemplate, client: ClientName, of: string): void {
  if (template.steps.some(({ name, kind }) => name === stepOf(client) && kind === 'InstallClient')) return;
  new InstallClient(workload, client, `leaves ${client} for ${of}`);
}
