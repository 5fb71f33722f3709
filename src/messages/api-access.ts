/* Steps that ask the API server of the cluster. */

export const usesDefaultAccount = (step: string, right: string): string =>
  `step "${step}" may ${right}, and so may every pod of the namespace that uses the default ServiceAccount: give the workload a serviceAccount of its own`;
