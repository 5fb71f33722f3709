/** How the API server serves a kind. */
export interface ApiResource {
  readonly apiVersion: string;
  /** The kind as in URLs and Roles. */
  readonly plural: string;
  readonly clusterScoped: boolean;
}

const ofNamespaces = (apiVersion: string, plural: string): ApiResource => ({ apiVersion, plural, clusterScoped: false });

/** Kinds of Kubernetes that steps wait for. */
export const API_RESOURCES = {
  Job: ofNamespaces('batch/v1', 'jobs'),
  Deployment: ofNamespaces('apps/v1', 'deployments'),
  StatefulSet: ofNamespaces('apps/v1', 'statefulsets'),
  DaemonSet: ofNamespaces('apps/v1', 'daemonsets'),
  Pod: ofNamespaces('v1', 'pods'),
  PersistentVolumeClaim: ofNamespaces('v1', 'persistentvolumeclaims'),
  CustomResourceDefinition: { apiVersion: 'apiextensions.k8s.io/v1', plural: 'customresourcedefinitions', clusterScoped: true },
} as const satisfies Readonly<Record<string, ApiResource>>;

/** The group of a version, as Roles have it: that of the core is empty. */
export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');

const KINDS: ReadonlyMap<string, string> = new Map(Object.entries(API_RESOURCES).map(([kind, { apiVersion, plural }]) => [`${groupOf(apiVersion)}/${plural}`, kind]));

/** The kind that a group serves under a plural; undefined where it is none of these. */
export const kindServed = (group: string, plural: string): string | undefined => KINDS.get(`${group}/${plural}`);

/** The path at which the API server serves the objects of a kind: those of one namespace, or all. */
export const pathServed = ({ apiVersion, plural }: Pick<ApiResource, 'apiVersion' | 'plural'>, namespace: string | undefined): string =>
  `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}`;
