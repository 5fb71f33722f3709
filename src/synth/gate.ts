import { ApiObject, App } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { Finding } from '../rules';
import { stampObjects } from '../standards/metadata';
import type { PodTemplate } from '../template/pod-template';
import { checkWorkload, reasonAt, errorsOf } from './rendered-workload';
import { UnadoptedObjects } from './unadopted';
import { placePrograms } from './place-programs';
import { type Completed, renderAsOurs } from './rolling';
import { Session } from './session';
import { findingsOutsideOfSynth } from './whole-app';

/** What all workloads of an app share. */
interface Gate {
  readonly workloads: Map<ApiObject, PodTemplate>;
  /** Within a synth of the app. */
  session: Session | undefined;
  /** Outside of one: what was found of the app as a whole, by the path of the workload that tells it. */
  pending: Map<string, readonly Finding[]>;
  /** Objects that are none of these workloads; undefined where there is neither a workload nor a standard. */
  unadopted: UnadoptedObjects | undefined;
}

const installed = new WeakMap<IConstruct, Gate>();

/**
 * Sees to it that a workload's rendered manifest is checked, after all escape hatches and patches, before any file is written.
 */
export function guard(scope: Construct, template: PodTemplate, resource: Construct, completed?: Completed): void {
  const gate = gateOf(scope.node.root);
  const object = ApiObject.of(resource);
  gate.workloads.set(object, template);
  guardUnadopted(scope.node.root);
  renderAsOurs(object, template.facts.rollOnConfigChange, completed);
  scope.node.addValidation({ validate: () => gate.session?.errors(template) ?? errorsOutsideOfSynth(gate, template, object) });
}

/** Sees to it that objects that no template stands behind are checked as well: their names, and their pods by the standards of a tree. */
export function guardUnadopted(root: IConstruct): void {
  const gate = gateOf(root);
  if (gate.unadopted) return;
  const unadopted = new UnadoptedObjects();
  gate.unadopted = unadopted;
  root.node.addValidation({
    validate: () => {
      if (!gate.session) unadopted.noteAll(root, (object) => gate.workloads.has(object));
      return [];
    },
  });
}

function gateOf(root: IConstruct): Gate {
  const known = installed.get(root);
  if (known) return known;
  const gate: Gate = { workloads: new Map(), pending: new Map(), session: undefined, unadopted: undefined };
  installed.set(root, gate);
  if (root instanceof App) wrapApp(root, gate);
  return gate;
}

/**
 * App.synth writes chart by chart, so that a patch that throws in a later chart leaves the earlier ones written. Within a
 * session everything is rendered while the app is validated, and what is written is what was checked.
 */
function wrapApp(app: App, gate: Gate): void {
  for (const method of ['synth', 'synthYaml'] as const) {
    const original = app[method].bind(app) as () => never;
    app[method] = (() => {
      placePrograms(gate.workloads);
      gate.session = new Session(app, gate.workloads, gate.unadopted);
      const giveBack = gate.session.takeOver();
      try {
        return original();
      } finally {
        giveBack();
        gate.session.warnings.print();
        gate.session = undefined;
      }
    }) as never;
  }
  // That of the app comes first, those of its workloads tell what it has found.
  app.node.addValidation({ validate: () => gate.session?.check() ?? checkOutsideOfSynth(app, gate) });
}

/** Tests synthesize a chart, and validate constructs. */
function checkOutsideOfSynth(app: App, gate: Gate): never[] {
  stampObjects(app, placePrograms(gate.workloads));
  gate.pending = findingsOutsideOfSynth(app, gate.workloads);
  return [];
}

function errorsOutsideOfSynth(gate: Gate, template: PodTemplate, object: ApiObject): string[] {
  const ofApp = gate.pending.get(template.path) ?? [];
  gate.pending.delete(template.path);
  try {
    return errorsOf(template, [...checkWorkload(template, object.toJson()), ...ofApp]);
  } catch (error) {
    return [reasonAt(template.path, error)];
  }
}
