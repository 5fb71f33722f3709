/* Steps that ask the API server of the cluster. */

export const usesDefaultAccount = (step: string, right: string): string =>
  `step "${step}" may ${right}, and so may every pod of the namespace that uses the default ServiceAccount: give the workload a serviceAccount of its own`;

export const namespaceNeeded = (step: string): string =>
  `step "${step}" asks for an object that is not in the namespace of the pod, and the Role there must name the pod's namespace: give the chart a namespace.`;
