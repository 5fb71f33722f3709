/* Which version of Kubernetes honours which field. */

/** What an API server does with what it does not honour. */
export const DROPPED = 'drops this field without a word';
export const REFUSED = 'refuses this value';

export const tooNew = (by: string, version: string, since: number, fate: string, loss: string) =>
  `${by} is for Kubernetes ${version}, which ${fate} (it counts from 1.${since} on), so that ${loss}: take it out, or raise kubernetesVersion.`;
export const tooNewForSupported = (oldest: number, since: number, fate: string, loss: string) =>
  `Kubernetes 1.${oldest}, the oldest that is supported, ${fate} (it counts from 1.${since} on), so that ${loss}: ` +
  `take it out, or say in a standard that the manifest is for Kubernetes 1.${since} (kubernetesVersion: '1.${since}').`;
export const offEverywhere = (gate: string, fate: string, loss: string) =>
  `every version of Kubernetes ${fate} unless its feature gate ${gate} is turned on, so that ${loss}: ` +
  'take it out, or suppress this rule if your clusters have turned the gate on.';
export const goneFrom = (gone: number, loss: string) =>
  `Kubernetes 1.${gone} and newer no longer do this, so that ${loss}.`;
