import type { k8s } from 'cdk8s-plus-28';
import { VALUES_DIRECTORY } from '../env/values-directory';
import type { Delivery } from './delivery';
import { HELPER, HELPER_DIRECTORY, HELPER_VOLUME, VALUES_PROGRAM } from './helper';

/** A container that the helper starts: it sets the variables, then becomes the container's own command. */
export function startedWithValues(container: k8s.Container, variables: readonly string[], delivery: Delivery): k8s.Container {
  if (variables.length === 0) return container;
  return {
    ...container,
    command: [HELPER, 'sh', ...delivery.words(VALUES_PROGRAM, container.name)],
    args: ['--from', VALUES_DIRECTORY, ...variables, '--', ...(container.command ?? []), ...(container.args ?? [])],
    env: [...(container.env ?? []), { name: 'PRELUDE_BUSYBOX', value: HELPER }],
    volumeMounts: [...(container.volumeMounts ?? []), { name: HELPER_VOLUME.name, mountPath: HELPER_DIRECTORY, readOnly: true }, ...delivery.mounts],
  };
}
