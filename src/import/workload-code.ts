import type { PodSecurity } from '../manifest/pod-security';
import { appContainer, bareContainer } from './app-container';
import { type Code, type CodeRecord, made, name } from './code';
import type { Before, StepDraft } from './idiom';
import { IDIOMS } from './idioms';
import { type InitContainer, initContainersOf } from './init-container';
import { levelOf, weakest } from './level';
import type { Names } from './names';
import type { ImportedForm, Patch } from './patches';
import { isPinned } from './image-code';
import type { Section, Statement } from './program';
import type { ImportedWorkload, Json } from './read';
import { runStep } from './run-step';
import { Volumes } from './volumes';
import { workloadProps } from './workload-props';

/** What earlier attempts have taught. */
export interface Lessons {
  /** How often what was written for an init container or a container was refused. */
  readonly refused: ReadonlyMap<string, number>;
  /** Rules that are set aside, for the manifest breaks them, and what they say. */
  readonly suppressed: ReadonlyMap<string, string>;
  readonly patches: readonly Patch[];
}

/** An init container, and what it is in the code. */
export interface ImportedStep {
  /** The name of the init container. */
  readonly name: string;
  /** What became of it. */
  readonly form: ImportedForm;
  /** The class of the construct; undefined where it stayed as it was. */
  readonly construct: string | undefined;
}

/** The code of one workload. */
export interface WorkloadCode {
  readonly id: string;
  readonly variable: string;
  readonly sections: readonly Section[];
  readonly steps: readonly ImportedStep[];
}

/** The code of a workload, with the lessons of earlier attempts. */
export function workloadCode(workload: ImportedWorkload, names: Names, ids: Names, lessons: Lessons): WorkloadCode {
  const id = ids.id(workload.name);
  const variable = names.variable(workload.name);
  const volumes = new Volumes(workload, variable, names);
  const drafts = draftsOf(workload, variable, volumes, names, lessons);
  const level = weakest([levelOf(workload), ...drafts.flatMap(({ draft }) => draft?.level ?? [])]);
  const service = workload.kind === 'StatefulSet' ? serviceOf(workload, names, ids) : undefined;
  const containers = (workload.pod.spec.containers as Json[]).map((json) => containerStatement(workload, variable, json, volumes, lessons));
  return {
    id, variable,
    sections: [
      service ? [service.statement] : [],
      [...constructor(workload, id, variable, level, service?.variable), ...volumes.statements()],
      ...drafts.flatMap(({ statement, first }) => (statement ? [[...first, statement]] : [])),
      containers,
      suppressions(variable, lessons, drafts),
      patchStatements(variable, lessons.patches),
    ],
    steps: drafts.map(({ container, form, draft }) => ({ name: container.name, form, construct: draft?.construct })),
  };
}

interface Drafted {
  readonly container: InitContainer;
  readonly form: ImportedForm;
  readonly draft: StepDraft | undefined;
  readonly statement: Statement | undefined;
  /** A step that it needs before it. */
  readonly first: readonly Statement[];
}

/** What tells of a step that a migration needs a database. */
const isMigration = ({ construct }: StepDraft): boolean => construct === 'RunMigration';

function draftsOf(workload: ImportedWorkload, variable: string, volumes: Volumes, names: Names, { refused }: Lessons): readonly Drafted[] {
  const containers = initContainersOf(workload);
  const [app] = workload.pod.spec.containers as Json[];
  const appUser = ({ ...workload.pod.spec.securityContext, ...app?.securityContext } as Json).runAsUser as number | undefined;
  const base = (isForMigration: boolean, database: string | undefined, ofName: (called: string) => string): Before => ({
    workload: variable, isForMigration, database, appUser, volume: (called) => volumes.fillable(called), variable: ofName,
  });
  const migrates = containers.map((container) => {
    const found = drafted(container, base(false, 'wait.ready', (called) => called), refused.get(container.name) ?? 0);
    return found?.form === 'tool' && isMigration(found.draft);
  });
  let database: string | undefined;
  return containers.map((container, index): Drafted => {
    const known = base(migrates.slice(index + 1).includes(true), database, (called) => names.variable(called));
    const found = drafted(container, known, refused.get(container.name) ?? 0);
    if (!found) return { container, form: 'as it was', draft: undefined, statement: undefined, first: [] };
    const statement = stepStatement(container, found.draft, variable, names);
    if (found.draft.database !== undefined) database = `${statement.variable}.${found.draft.database}`;
    if (found.draft.gives) volumes.given(found.draft.gives.volume, `${statement.variable}.${found.draft.gives.handle}`);
    const { first } = found.draft;
    const before = first ? [{ variable: first.variable, code: made(`new ${first.construct}`, name(variable), first.id, first.props) }] : [];
    return { container, ...found, statement, first: before };
  });
}

/** The construct of an idiom; what is refused as such is run as it is, and what is refused then, too, stays as it was. */
function drafted(container: InitContainer, before: Before, refused: number): { readonly form: ImportedForm; readonly draft: StepDraft } | undefined {
  // A sidecar runs on beside the app: no step does.
  if (container.json.restartPolicy === 'Always') return undefined;
  const found = refused > 0 ? undefined : IDIOMS.map((idiom) => idiom(container, before)).find((one) => one !== undefined);
  if (found) return { form: found.keeps === true ? 'tool' : 'construct', draft: found };
  const ran = refused > 1 ? undefined : runStep(container);
  return ran && { form: 'run', draft: ran };
}

function stepStatement(
  { name: called }: InitContainer, { construct, props, notes = [], todos = [] }: StepDraft, workload: string, names: Names,
): Statement {
  return { comments: notes, todos, variable: names.variable(called), code: made(`new ${construct}`, name(workload), called, props) };
}

function constructor(
  workload: ImportedWorkload, id: string, variable: string, level: PodSecurity, service: string | undefined,
): readonly Statement[] {
  const { service: _service, ...props } = workloadProps(workload, level);
  const all = service === undefined ? props : { ...props, service: name(service) };
  return [{ variable, code: made(`new ${workload.kind}`, name('chart'), id, all) }];
}

/** The Service that governs a StatefulSet, which cdk8s-plus wants as its own. */
function serviceOf({ manifest }: ImportedWorkload, names: Names, ids: Names): { readonly variable: string; readonly statement: Statement } {
  const called = String(manifest.spec.serviceName ?? manifest.metadata.name);
  const variable = names.variable(`${called}-service`);
  const ports = (manifest.spec.template.spec.containers as Json[]).flatMap((one) => (one.ports ?? []) as Json[]);
  const port = (ports[0]?.containerPort ?? 80) as number;
  const code = made('new Service', name('chart'), ids.id(`${called}-service`), {
    metadata: { name: called, namespace: manifest.metadata.namespace }, clusterIP: 'None', ports: [{ port }],
  } satisfies CodeRecord);
  return { variable, statement: { todos: [`this is the Service that governs the pods; it is made here, so take "${called}" out of where it is made now`], variable, code } };
}

function containerStatement(workload: ImportedWorkload, variable: string, json: Json, volumes: Volumes, { refused }: Lessons): Statement {
  const times = refused.get(json.name) ?? 0;
  const props = times === 0 ? appContainer(workload, json, volumes.mounts(json)) : bareContainer(workload, json);
  return {
    ...(isPinned(String(json.image)) ? {} : { todos: [`the image "${json.image}" has no fixed version, so every start may run another one: give it a tag`] }),
    code: made(`${variable}.addContainer`, json.name, props),
  };
}

const IMPORTED = 'imported as it was';

/** Rules that the manifest breaks; those of one step are set aside for it alone. */
const suppressions = (variable: string, { suppressed }: Lessons, drafts: readonly Drafted[]): Section => [...suppressed].map(([key, says]) => {
  const [rule = '', container] = key.split(' ');
  const step = drafts.find((one) => one.container.name === container)?.statement?.variable;
  return { todos: [says], code: made('suppressRule', name(step ?? variable), rule, IMPORTED) };
});

function patchStatements(variable: string, patches: readonly Patch[]): Section {
  if (patches.length === 0) return [];
  return [{
    comments: ['What the code above does not say, or says otherwise: with it the pod is that of the manifest. Take away what you do not need.'],
    code: made(`ApiObject.of(${variable}.resource).addJsonPatch`, ...patches.map(({ op, path, value }): Code =>
      (op === 'remove' ? made('JsonPatch.remove', path) : made(`JsonPatch.${op}`, path, value as Code)))),
  }];
}
