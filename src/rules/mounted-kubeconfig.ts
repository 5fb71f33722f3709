import { type Field, list, text } from '../manifest/types';
import { kubeconfigInInit } from '../messages/started-right';
import type { LibraryRule } from './rule';

const KUBECONFIG = /kube-?config|(?:^|\/)\.kube(?:\/|$)/i;

/** The Secret that a volume holds. */
interface OfSecret {
  readonly secretName?: Field<string>;
  readonly items?: Field<ReadonlyArray<{ readonly key?: Field<string>; readonly path?: Field<string> }>>;
}

export const mountedKubeconfig: LibraryRule = {
  id: 'mounted-kubeconfig',
  severity: 'warning',
  title: 'An init container asks the API server as the account of its pod',
  why: 'A kubeconfig in a Secret often has the rights of a person or of a cluster administrator, and each pod that waits for something gets them.',
  see: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
  check({ spec, containers }, report) {
    const secrets = new Map(list(spec.volumes).flatMap((volume) =>
      (volume?.secret ? [[text(volume.name), volume.secret as OfSecret] as const] : [])));
    for (const container of containers) {
      if (!container.runsToItsEnd) continue;
      for (const mount of list(container.json.volumeMounts)) {
        const secret = secrets.get(text(mount?.name));
        const words = [secret?.secretName, mount?.mountPath, mount?.subPath, ...list(secret?.items).flatMap((item) => [item?.key, item?.path])];
        if (secret && words.some((word) => KUBECONFIG.test(text(word)))) {
          report({ where: container.at(`volumeMounts[${text(mount?.name)}]`), sentence: kubeconfigInInit });
        }
      }
      for (const variable of list(container.json.env)) {
        const from = variable?.valueFrom?.secretKeyRef;
        if (from && [variable?.name, from.name, from.key].some((word) => KUBECONFIG.test(text(word)))) {
          report({ where: container.at(`env[${text(variable?.name)}]`), sentence: kubeconfigInInit });
        }
      }
    }
  },
};
