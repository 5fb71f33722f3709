import { wordsOf } from '../manifest/containers';
import { list, text } from '../manifest/types';
import { tokenForNobody } from '../messages/plan';
import type { DescribedContainer, DescribedPod } from './described';

/** A binding of rights, as far as it says whom it gives them. */
interface Binding {
  readonly subjects?: ReadonlyArray<{ readonly kind?: string; readonly name?: string } | null> | null;
}

/** What shows that a program asks the API of Kubernetes. */
const ASKS = /\bkubectl\b|\bhelm\b|kubernetes\.default|KUBERNETES_SERVICE_HOST|\/serviceaccount\b/;

/** A token that is mounted, where nothing in the pod and nothing beside it shows a use for it. */
export function tokenNotes({ spec, objects, initContainers, containers }: DescribedPod): readonly string[] {
  if (spec.automountServiceAccountToken !== true) return [];
  const account = text(spec.serviceAccountName) || 'default';
  const bindings = ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) => objects(kind)) as readonly Binding[];
  const isBound = bindings.some(({ subjects }) => list(subjects).some((one) => one?.kind === 'ServiceAccount' && one.name === account));
  return isBound || [...initContainers, ...containers].some(asks) ? [] : [tokenForNobody(account)];
}

const asks = ({ image, json }: DescribedContainer): boolean =>
  [image, ...wordsOf(json), ...list(json.env).map((variable) => variable?.value)].some((word) => ASKS.test(text(word)));
