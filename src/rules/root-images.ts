import { imageIsRoot } from '../messages/privileges';
import { isSet, text } from '../manifest/types';
import { isForWindows } from './pod-security/standards';
import { remember } from '../manifest/remember';
import type { LibraryRule } from './rule';

/** Images of Docker's library that run as root in every version, unless the manifest says otherwise. */
const ROOT: ReadonlySet<string> = new Set([
  'alpine', 'busybox', 'debian', 'golang', 'httpd', 'mariadb', 'mysql', 'nginx', 'node', 'php', 'postgres', 'python', 'redis', 'ruby', 'ubuntu',
]);
const LIBRARY = /^(?:(?:docker\.io|index\.docker\.io)\/)?(?:library\/)?([a-z]+)(?:[:@]|$)/;

const runsAsRoot = remember((image) => {
  const name = LIBRARY.exec(image)?.[1];
  return name !== undefined && ROOT.has(name);
});

export const rootImages: LibraryRule = {
  id: 'root-images',
  uses: ['facts', 'images', 'standard'],
  title: 'An image that runs as root gets another user if root is forbidden',
  why: 'Kubernetes does not start a container with runAsNonRoot whose image runs as root: CreateContainerConfigError.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  check({ asked, containers, declared, spec }, report) {
    const pod = spec.securityContext;
    // The platform says which user it is. A manifest alone does not tell for which one it is: then it names no user at all.
    if (asked?.platform?.value === 'openshift' || (!declared && !containers.some(({ security }) => isSet(security.runAsUser)))) return;
    for (const container of containers) {
      const { json, security, name } = container;
      if ((security.runAsNonRoot ?? pod?.runAsNonRoot) !== true || isSet(security.runAsUser ?? pod?.runAsUser)) continue;
      if (!runsAsRoot(text(json.image)) || isForWindows(spec)) continue;
      report({ where: container.at('securityContext.runAsUser'), sentence: imageIsRoot(name, text(json.image)) });
    }
  },
};
