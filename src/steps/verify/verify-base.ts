import type { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { refuse } from '../../errors';
import { checkHandle } from '../../handles/handle';
import * as say from '../../messages/verify';
import type { PodTemplate } from '../../template/pod-template';
import { File, type Files } from '../../volumes/files';
import { ProjectedFiles } from '../../volumes/projected';
import { sourceMount } from '../../volumes/source-mount';
import { Mountable } from '../../volumes/volume';
import type { StepDefinition } from '../../step/definition';
import type { Step, StepProps } from '../../step/step';

/** What can be looked at: files of an earlier step, a volume, the keys of a ConfigMap or a Secret. */
export type VerifySource<Id extends string = any, Name extends string = string> = Files<Id, Name> | ProjectedFiles<Name> | Mountable<Id>;

/** Checks what a step is to look at: a directory that is there, of this pod. */
export function checkVerifiable<S>(at: Step, template: PodTemplate, from: S): S & (ProjectedFiles | Mountable) {
  if (from instanceof ProjectedFiles) return from;
  if (!(from instanceof Mountable) || from instanceof File) return refuse(at, 'source', say.notToBeVerified, from);
  return checkHandle(at, template, 'from', from);
}

/** What every step can be told that looks at files, beyond where they are. */
interface Looking extends StepProps {
  readonly timeout?: Duration;
  readonly resources?: ContainerResources;
}

/** How a step looks at files that are mounted at `path`, read-only; and what they are called. */
export function looking(from: ProjectedFiles | Mountable, path: string, props: Looking) {
  const { mount, what } = sourceMount(from, path);
  const definition = {
    // Nothing need be proven to whoever looks.
    sources: [{ ...mount, provenBy: undefined, verified: undefined }],
    resources: props.resources,
    timeout: props.timeout,
    waitsFor: [what],
    needs: from instanceof Mountable && from._isProven ? [from] : [],
    after: props.after,
  } satisfies Partial<StepDefinition>;
  return { mount, what, definition };
}
