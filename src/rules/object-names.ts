import * as say from '../messages/validation';
import { targetOf } from '../manifest/version';
import type { LibraryRule } from './rule';

const LABEL = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^(?=.{1,63}$)[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SEGMENT = /^(?!\.{1,2}$)[^/%]+$/;

/** Since which version of Kubernetes 1 the name of a Service may begin with a digit. */
const RELAXED_SERVICES_SINCE = 36;
/** Names of Jobs become labels, and those of CronJobs get eleven characters more. */
const LONGEST: Readonly<Record<string, number>> = { Job: 63, CronJob: 52 };
const LABELS: ReadonlySet<string> = new Set(['Namespace', 'StatefulSet']);
const RBAC = 'rbac.authorization.k8s.io/';

interface Named {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

export const objectNames: LibraryRule = {
  id: 'object-names',
  uses: ['version'],
  title: 'Every object has a name that is valid for its kind',
  why: 'Kubernetes refuses the object.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  noSuppression: 'Kubernetes refuses the object',
  check({ asked, manifest }, report) {
    const { apiVersion, kind, metadata } = manifest as Named;
    if (typeof kind !== 'string') return;
    const { name, namespace } = metadata ?? {};
    if (typeof name === 'string') {
      const rule = wrong(String(apiVersion), kind, name, targetOf(asked));
      if (rule !== undefined) report({ where: 'metadata.name', sentence: say.badObjectName(kind, rule), given: name });
    }
    if (typeof namespace === 'string' && !LABEL.test(namespace)) {
      report({ where: 'metadata.namespace', sentence: say.badObjectName('Namespace', say.DNS_LABEL), given: namespace });
    }
  },
};

/** The rule that a name breaks. */
function wrong(apiVersion: string, kind: string, name: string, target: number): string | undefined {
  if (apiVersion.startsWith(RBAC)) return SEGMENT.test(name) ? undefined : say.PATH_SEGMENT;
  if (apiVersion === 'v1' && kind === 'Service' && target < RELAXED_SERVICES_SINCE) return LABEL_1035.test(name) ? undefined : say.DNS_1035;
  if (LABELS.has(kind) || (apiVersion === 'v1' && kind === 'Service')) return LABEL.test(name) ? undefined : say.DNS_LABEL;
  const longest = LONGEST[kind] ?? 253;
  return name.length <= longest && SUBDOMAIN.test(name) ? undefined : say.subdomain(longest);
}
