import { list, text } from '../../manifest/types';
import { type PlacedContainer, wordsOf } from '../../manifest/containers';
import { tokenFileMissing, tokenMissing } from '../../messages/started-right';
import { hasFlag } from '../../shell/program';
import type { LibraryRule } from '../rule';
import { callsOf, initScripts } from './scripts';

const DIRECTORY = /(?:\/var)?\/run\/secrets\/kubernetes\.io\/serviceaccount/;
/** Programs that ask the API server, and the image that does nothing else. */
const CLIENTS: ReadonlySet<string> = new Set(['kubectl', 'oc']);
const WAITS = /(?:^|\/)k8s-wait-for(?:[:@]|$)/;

/** True where it has a token, or says otherwise whom it asks and as whom. */
function hasAccess({ json }: PlacedContainer): boolean {
  return list(json.volumeMounts).some((mount) => DIRECTORY.test(text(mount?.mountPath)) || /kube/i.test(text(mount?.mountPath)))
    || list(json.env).some((variable) => text(variable?.name) === 'KUBECONFIG');
}

export const missingToken: LibraryRule = {
  id: 'missing-token',
  severity: 'warning',
  uses: ['facts'],
  title: 'An init container that asks the API server has a token',
  why: 'Without the token of the account, kubectl asks localhost:8080, and the file with the namespace is not there.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  check(pod, report) {
    if (pod.spec.automountServiceAccountToken !== false) return;
    for (const container of pod.containers) {
      if (container.runsToItsEnd && WAITS.test(text(container.json.image)) && !hasAccess(container)) {
        report({ where: container.at('image'), sentence: tokenMissing('k8s-wait-for') });
      }
    }
    for (const { container, script, where } of initScripts(pod)) {
      if (!container.runsToItsEnd || hasAccess(container)) continue;
      const call = callsOf(script).find(({ name, args }) => CLIENTS.has(name) && !hasFlag(args, '--kubeconfig', '--server', '-s', '--client'));
      if (call) report({ where, sentence: tokenMissing(call.name) });
      else if (wordsOf(container.json).some((word) => DIRECTORY.test(word))) report({ where, sentence: tokenFileMissing });
    }
  },
};
