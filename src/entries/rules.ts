/* `cdk8s-prelude/rules`: for those who write rules of their own. */

export type { PodRequirements, Requirement } from '../declared/asked';
export type { DeclaredMount, DeclaredPod, DeclaredRead, WrittenFile } from '../declared/pod';
export type { CheckedPod, RenderedPod, Report, Rule, RuleInput, RuleReference, RuleSeverity, Violation } from '../rules/rule';
export type { CodeRuleId, ManifestRuleId, RuleId } from '../messages/rule-ids';
export type { ContainerGroup, PlacedContainer } from '../manifest/containers';
export type {
  Container as RenderedContainer, EnvVar as RenderedEnvVar, Field, PodMetadata as RenderedPodMetadata, PodSpec as RenderedPodSpec,
  Volume as RenderedVolume, VolumeMount as RenderedVolumeMount,
} from '../manifest/types';
