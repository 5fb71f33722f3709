import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { HELPER_CONTAINER, planHelper } from '../assembly/helper';
import { repairs } from '../assembly/harden';
import { podOf } from '../finished/pod-of';
import type { ImageUser } from '../images/image';
import * as say from '../messages/plan';
import * as ofStandards from '../messages/standards';
import type { PodSpec } from '../rules/json';
import type { PodSecurity } from '../security/pod-security';
import { meshNotes } from '../standards/mesh';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import { effectiveRequest, type EffectiveRequest } from './effective-request';

/** One init container of ours in the start-up plan. */
export interface PlannedStep {
  /** The name of the init container. */
  readonly name: string;
  /** The kind of step, such as `WaitForService`. */
  readonly kind: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** The image as it was given, before any registry map. */
  readonly image: string;
  /** What it waits for or fetches. */
  readonly waitsFor: readonly string[];
  /** What it gives. */
  readonly gives: readonly string[];
  /** The steps whose handles it holds. */
  readonly after: readonly string[];
  /** After how many seconds it gives up; Kubernetes then starts it again, after a growing pause. */
  readonly deadlineSeconds: number;
  /** How often it tries before the deadline; undefined where it tries until then. */
  readonly attempts: number | undefined;
  /** The user that it runs as; 0 is root. */
  readonly user: ImageUser;
  /** The Linux capabilities that it has; the others are dropped. */
  readonly capabilities: readonly string[];
  /** True where it is root on the node. */
  readonly privileged: boolean;
  /** The command that shows its log. */
  readonly logs: string;
}

/** What happens before an app starts. */
export interface StartUpPlan {
  /** The path of the workload's construct. */
  readonly path: string;
  /** The kind of workload. */
  readonly kind: string;
  /** The name of the workload's object. */
  readonly name: string;
  /** The Pod Security level that its pods meet. */
  readonly podSecurity: PodSecurity;
  /** The steps, in the order in which they run. */
  readonly steps: readonly PlannedStep[];
  /** The containers that start when all steps are done. */
  readonly containers: readonly string[];
  /** How long the steps may take together, in seconds. */
  readonly worstCaseSeconds: number;
  /** After how many seconds a rollout is called failed; undefined for kinds without such a clock. */
  readonly progressDeadlineSeconds: number | undefined;
  /** What the scheduler sets aside for a pod for its whole life. */
  readonly effectiveRequest: EffectiveRequest;
  /** What a person should know: repairs, costs, risks. */
  readonly notes: readonly string[];
}

/** A workload object as far as a plan goes. */
interface Planned extends Construct {
  readonly kind: string;
  readonly name: string;
  readonly containers: readonly { readonly name: string; _toKube?(): k8s.Container }[];
}

/** Makes the plan of a workload; renders its object to see what has become of it. */
export function startUpPlan(template: PodTemplate, resource: Planned): StartUpPlan {
  const { facts } = template;
  const object = ApiObject.of(resource);
  const manifest = object.toJson();
  const { spec } = podOf(manifest);
  const target = `${resource.kind.toLowerCase()}/${resource.name}${object.metadata.namespace === undefined ? '' : ` -n ${object.metadata.namespace}`}`;
  const worstCaseSeconds = template.steps.reduce((sum, step) => sum + step.deadline.toSeconds(), 0);
  return {
    path: template.path,
    kind: facts.kind,
    name: resource.name,
    podSecurity: facts.podSecurity,
    steps: template.steps.map((step) => planned(step, target)),
    containers: resource.containers.map(({ name }) => name),
    worstCaseSeconds,
    progressDeadlineSeconds: facts.progressDeadline,
    effectiveRequest: effectiveRequest(spec),
    notes: notesOf(template, resource, worstCaseSeconds, restartsOf(manifest, spec, object.metadata.namespace)),
  };
}

const planned = (step: StepSpec, target: string): PlannedStep => ({
  name: step.name,
  kind: step.kind,
  purpose: step.purpose,
  image: step.image.reference,
  waitsFor: step.waitsFor,
  gives: step.gives,
  after: step.after,
  deadlineSeconds: step.deadline.toSeconds(),
  attempts: step.attempts,
  user: step.privileges.user,
  capabilities: step.privileges.capabilities ?? [],
  privileged: step.privileges.privileged ?? false,
  logs: `kubectl logs ${target} -c ${step.name}`,
});

const BACKOFF_LIMIT = 6;

/** Where nothing is said, the defaults of Kubernetes. */
function restartsOf(manifest: JobLike, { restartPolicy, activeDeadlineSeconds }: PodSpec, namespace: string | undefined): say.Restarts {
  const job = manifest.spec?.jobTemplate?.spec ?? manifest.spec;
  return { policy: restartPolicy ?? 'Always', limit: job?.backoffLimit ?? BACKOFF_LIMIT, activeDeadline: activeDeadlineSeconds ?? undefined, namespace };
}

interface JobLike {
  readonly spec?: { readonly backoffLimit?: number; readonly jobTemplate?: { readonly spec?: { readonly backoffLimit?: number } } };
}

function notesOf(template: PodTemplate, resource: Planned, worstCase: number, restarts: say.Restarts): readonly string[] {
  const { facts, fsGroup, standards: { owner, platform } } = template;
  const progress = facts.progressDeadline;
  const helper = planHelper(template);
  const repaired = resource.containers
    .filter((container) => !template.containers.has(container))
    .map((container) => [container.name, repairs(container._toKube?.() ?? { name: container.name }, facts.podSecurity)] as const)
    .filter(([, what]) => what.length > 0);
  return [
    ...(progress !== undefined && worstCase > progress ? [say.beyondProgressDeadline(worstCase, progress)] : []),
    ...(helper.by === 'container' ? [say.helperCosts(HELPER_CONTAINER, helper.of)] : []),
    ...(owner ? [ofStandards.ownedBy(owner.value)] : []),
    ...(template.steps.length > 0 ? meshNotes(template.standards) : []),
    ...(platform?.value === 'openshift' ? [ofStandards.noUserOnOpenShift(platform.by)] : fsGroup === undefined ? [] : [say.fsGroup(fsGroup)]),
    ...(template.steps.length > 0 ? [say.stepFails(facts.kind, resource.name, restarts)] : []),
    ...repaired.map(([name, what]) => say.repaired(name, what)),
  ];
}
