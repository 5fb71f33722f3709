/* `cdk8s-prelude/steps`: for those who write steps of their own. */

export { PreludeError, type PreludeErrorDetails } from '../errors';
export { Step, type StepProps } from '../step/step';
export type { BroughtObject, WrittenFileProps, StepDefinition } from '../step/definition';
export type { HostDependency } from '../declared/target';
export type { ScriptName } from '../scripts/embedded';
export type { OwnScript, ScriptPart } from '../scripts/part';
export type { CommandProgram, LibraryProgram, Program, ScriptProgram } from '../step/program';
export { type HandleOwner, type Proof } from '../handles/handle';
export { Mountable } from '../volumes/volume';
export { Output, type OutputProps } from '../volumes/output';
export type { MountSpec, VolumeSpec } from '../template/volume-spec';
