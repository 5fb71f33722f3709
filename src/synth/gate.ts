import { ApiObject, App, Chart, DependencyGraph } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { stepNames } from '../assembly/helper';
import { PreludeError } from '../errors';
import { podOf } from '../finished/pod-of';
import { exceptionUnused } from '../messages/standards';
import { finding } from '../messages/synth';
import { type Finding, judge } from '../rules';
import { FinishedApp } from '../rules/app';
import { stampObjects } from '../standards/metadata';
import type { PodTemplate } from '../template/pod-template';
import { ConfigMaps, withConfigHash } from './config-hash';
import { addTo, findingsOfApp } from './whole-app';

/** What one synth of an app has rendered so far: every object once, before the first file is written. */
interface Session {
  readonly app: FinishedApp;
  readonly objects: readonly ApiObject[];
  readonly rendered: Map<ApiObject, object>;
  readonly configMaps: ConfigMaps;
  /** False where an app has so many charts that it is cheaper to render twice than to hold everything until it is written. */
  readonly holdsAll: boolean;
  checked: boolean;
}

/** The objects of workloads whose pods roll when a ConfigMap changes, and the method that each was given. */
const rolling = new WeakMap<ApiObject, () => object>();

/** What all workloads of an app share. */
interface Gate {
  readonly workloads: Map<ApiObject, PodTemplate>;
  /** What was found of the app as a whole, by the path of the workload that tells it. */
  untold: Map<string, readonly Finding[]>;
  session: Session | undefined;
}

const installed = new WeakMap<IConstruct, Gate>();

/**
 * Sees to it that a workload's finished manifest is judged, after all escape hatches and patches, before any file is written.
 */
export function guard(scope: Construct, template: PodTemplate, resource: Construct): void {
  const gate = gateOf(scope.node.root);
  gate.workloads.set(ApiObject.of(resource), template);
  if (template.facts.rollOnConfigChange) rollOnConfigChange(ApiObject.of(resource));
  let findings: { session: Session; found: string[] } | undefined;
  scope.node.addValidation({
    validate: () => {
      // Validations run once for each chart and once more: within one synth the answer is remembered.
      if (gate.session && findings?.session === gate.session) return findings.found;
      const found = findingsOf(template, ApiObject.of(resource), gate.session, gate.untold.get(template.path) ?? []);
      gate.untold.delete(template.path);
      if (gate.session) findings = { session: gate.session, found };
      return found;
    },
  });
}

/** Adds the hash of the configuration to what the object gives, after all patches: within a synth and without, such as in tests. */
function rollOnConfigChange(object: ApiObject): void {
  const toJson = (): object => withConfigHash(plainJson(object), new ConfigMaps(object.node.root));
  rolling.set(object, toJson);
  object.toJson = toJson;
}

/** What cdk8s makes of an object. */
const plainJson = (object: ApiObject): object => Object.getPrototypeOf(object).toJson.call(object);

function gateOf(root: IConstruct): Gate {
  const known = installed.get(root);
  if (known) return known;
  const gate: Gate = { workloads: new Map(), untold: new Map(), session: undefined };
  installed.set(root, gate);
  if (root instanceof App) wrapApp(root, gate);
  return gate;
}

/**
 * App.synth writes chart by chart, so that a patch that throws in a later chart leaves the earlier ones written. Within a
 * session everything is rendered while the app is validated, and what is written is what was judged.
 */
function wrapApp(app: App, gate: Gate): void {
  for (const method of ['synth', 'synthYaml'] as const) {
    const original = app[method].bind(app) as () => never;
    app[method] = (() => {
      gate.session = newSession(app);
      const restore = renderOnce(app, gate.session);
      try {
        return original();
      } finally {
        restore();
        gate.session = undefined;
      }
    }) as never;
  }
  // That of the app comes first, those of its workloads tell what it has found.
  app.node.addValidation({ validate: () => (gate.session ? renderAll(app, gate.session, gate) : judgeOutsideOfSynth(app, gate)) });
}

const MANY_CHARTS = 200;
const MOST_HELD = 200;

function newSession(app: App): Session {
  const charts = app.node.findAll().filter((construct) => construct instanceof Chart).length;
  return {
    app: new FinishedApp(), objects: objectsOf(app), rendered: new Map(), configMaps: new ConfigMaps(app), checked: false,
    holdsAll: charts <= MANY_CHARTS,
  };
}

/** Renders every object of the app, and judges all together; what cannot be rendered is an error before anything is written. */
function renderAll(app: App, session: Session, gate: Gate): string[] {
  if (session.checked) return [];
  session.checked = true;
  stampObjects(app);
  const unfit = session.objects.flatMap((object) => {
    try {
      addTo(session.app, object, render(object, session), gate.workloads.get(object));
      return [];
    } catch (error) {
      return [reason(error)];
    }
  });
  gate.untold = findingsOfApp(session.app);
  return unfit;
}

/** The same for tests, which synthesize a chart: nothing more is rendered where no Service of the app can be meant. */
function judgeOutsideOfSynth(root: App, gate: Gate): never[] {
  gate.untold = new Map();
  const app = new FinishedApp();
  const objects = objectsOf(root);
  const add = (some: readonly ApiObject[]) => {
    for (const object of some) {
      try {
        addTo(app, object, object.toJson(), gate.workloads.get(object));
      } catch {
        // Told by whoever renders the chart.
      }
    }
  };
  if (![...gate.workloads.values()].some(({ steps }) => steps.some(({ asks }) => asks.length > 0))) return [];
  add(objects.filter(({ kind }) => kind === 'Service'));
  if (!app.hasServices) return [];
  add(objects.filter(({ kind }) => kind !== 'Service'));
  gate.untold = findingsOfApp(app);
  return [];
}

function findingsOf(template: PodTemplate, object: ApiObject, session: Session | undefined, ofApp: readonly Finding[]): string[] {
  let manifest: object;
  try {
    manifest = session ? render(object, session) : object.toJson();
  } catch (error) {
    // Within a session the app's own validation tells it.
    return session ? [] : [reason(error)];
  }
  const { spec, metadata } = podOf(manifest);
  const pod = {
    path: template.path, kind: template.facts.kind, level: template.facts.podSecurity, spec, metadata, steps: stepNames(template), manifest,
    asked: template.standards,
    filledDirectories: template.filledDirectories,
  };
  return withoutExceptions(template, [...judge(pod, template.standards.rules), ...ofApp]);
}

/** What is left to tell once exceptions are taken out; one that nothing was found for is told, too. */
function withoutExceptions({ exceptions }: PodTemplate, findings: readonly Finding[]): string[] {
  const unused = [...exceptions.keys()].filter((id) => !findings.some(({ rule }) => rule === id));
  return [
    ...findings.filter(({ rule }) => !exceptions.has(rule)).map(finding),
    ...unused.map(exceptionUnused),
  ];
}

function render(object: ApiObject, session: Session): object {
  const known = session.rendered.get(object);
  if (known) return known;
  const plain = plainJson(object);
  const manifest = rolling.has(object) ? withConfigHash(plain, session.configMaps) : plain;
  if (session.holdsAll || session.rendered.size < MOST_HELD) session.rendered.set(object, manifest);
  return manifest;
}

/**
 * Makes objects and charts give what the session has rendered; returns what undoes it. Nothing but the writing of files asks
 * a chart within a synth (a validation that did would call itself), and it asks once: what it has been given is forgotten,
 * so that not all manifests of an app are held until the last one is written.
 */
function renderOnce(app: App, session: Session): () => void {
  const { objects } = session;
  const charts = app.node.findAll().filter(isPlainChart);
  function objectToJson(this: ApiObject): object {
    return render(this, session);
  }
  function chartToJson(this: Chart): object[] {
    const ordered = new DependencyGraph(this.node).topology().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    return ordered.filter((object) => Chart.of(object) === this).map((object) => {
      const manifest: object = object.toJson();
      session.rendered.delete(object);
      return manifest;
    });
  }
  for (const object of objects) object.toJson = objectToJson;
  for (const chart of charts) chart.toJson = chartToJson;
  return () => {
    for (const chart of charts) delete (chart as { toJson?: unknown }).toJson;
    for (const object of objects) {
      const own = rolling.get(object);
      if (own) object.toJson = own;
      else delete (object as { toJson?: unknown }).toJson;
    }
  };
}

/** A chart that renders as charts of cdk8s do. */
const isPlainChart = (construct: IConstruct): construct is Chart => construct instanceof Chart && construct.toJson === Chart.prototype.toJson;

const objectsOf = (app: App): readonly ApiObject[] =>
  app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && !isReplaced(construct));

/** Somebody else has replaced the method on the object: it is left as it is. */
const isReplaced = (object: ApiObject): boolean =>
  Object.prototype.hasOwnProperty.call(object, 'toJson') && object.toJson !== rolling.get(object);

/** cdk8s wraps what is thrown while it renders; the sentence of the library is told as it is. */
function reason(error: unknown): string {
  if (error instanceof PreludeError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  const inner = /: PreludeError: (.*)$/s.exec(message);
  return inner?.[1] ?? message;
}
