/* `cdk8s-prelude/testing`: what tests and CI ask of workloads and manifests. Works in every test runner, and without one. */

export { stepsOf } from './steps';
export { mountsOf, type FoundMount } from './mounts';
export { podSecurityFindings, podSecurityOf } from './pod-security';
export { comparePlans } from './compare-plans';
export { checkManifests, type CheckedManifests, type ManifestFinding } from '../cli/check';
export { compareManifests } from '../cli/compare-manifests';
export {
  importManifests, type Difference, type Imported, type ImportedForm, type ImportedStep, type ImportedWorkloadResult, type ImportOptions,
} from '../import';
