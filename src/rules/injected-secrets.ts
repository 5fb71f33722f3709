import { wordsOf } from '../manifest/containers';
import { list, text } from '../manifest/types';
import { secretsInjectedLater } from '../messages/started-right';
import type { LibraryRule } from './rule';

const VAULT = 'vault.hashicorp.com/';
const DIRECTORY = '/vault/secrets';

export const injectedSecrets: LibraryRule = {
  id: 'injected-secrets',
  severity: 'warning',
  title: 'Files that an injector brings are read after it has run',
  why: 'The Vault injector puts its init container after those of the pod, unless an annotation tells it to put it first. Containers that run before it find no secrets.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  check({ metadata, containers }, report) {
    const asked = (name: string) => text(metadata.annotations?.[`${VAULT}${name}`]);
    if (asked('agent-inject') !== 'true' || asked('agent-init-first') === 'true') return;
    const directory = asked('secret-volume-path') || DIRECTORY;
    for (const container of containers) {
      const words = [...wordsOf(container.json), ...list(container.json.env).map((variable) => text(variable?.value))];
      if (!container.runsToItsEnd || !words.some((word) => word.includes(directory))) continue;
      report({ where: container.at(), sentence: secretsInjectedLater(directory) });
    }
  },
};
