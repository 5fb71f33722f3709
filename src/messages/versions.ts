/* Messages about fields that some versions of Kubernetes do not support. */

/** What an API server does with a field that it does not support. */
export const DROPPED = 'silently drops this field';
export const REFUSED = 'refuses this value';

export const tooNew = (by: string, version: string, since: number, fate: string, loss: string) =>
  `${by} is for Kubernetes ${version}, which ${fate} (supported from 1.${since} on), so ${loss}: remove it, or raise kubernetesVersion.`;
export const tooNewForSupported = (oldest: number, since: number, fate: string, loss: string) =>
  `Kubernetes 1.${oldest}, the oldest supported version, ${fate} (supported from 1.${since} on), so ${loss}: ` +
  `remove it, or declare in a standard that the manifest is for Kubernetes 1.${since} (kubernetesVersion: '1.${since}').`;
export const offEverywhere = (gate: string, fate: string, loss: string) =>
  `every version of Kubernetes ${fate} unless the feature gate ${gate} is enabled, so ${loss}: ` +
  'remove it, or suppress this rule if your clusters enable the gate.';
export const goneFrom = (gone: number, loss: string) =>
  `Kubernetes 1.${gone} and newer no longer do this, so ${loss}.`;
