import { type ApiObject, type App, Chart, DependencyGraph } from 'cdk8s';
import { refuse } from '../errors';
import { halfCharacterIn } from '../manifest/half-characters';
import { halfCharacter } from '../messages/input';
import { apiObjects } from '../api-objects';
import type { Finding } from '../rules';
import { RenderedApp } from '../rules/app';
import { stampObjects } from '../standards/metadata';
import type { PodTemplate } from '../template/pod-template';
import { ConfigMaps } from './config-hash';
import { checkWorkload, reason, reasonAt, errorsOf } from './rendered-workload';
import { isProgram } from './place-programs';
import { type UnadoptedObjects, errorsOfUnadopted } from './unadopted';
import { isReplaced, renderObject, restore } from './rolling';
import { addTo, findingsOfApp } from './whole-app';
import { Warnings } from './warnings';
import { takeOverWriting } from './writing';

/** In an app of more charts it is cheaper to render twice than to hold everything until it is written. */
const MANY_CHARTS = 200;
const MOST_HELD = 2000;

const NONE: readonly Finding[] = Object.freeze([]);

/** One synth of an app: every object is rendered and checked once, before the first file is written, and what is written is what was checked. */
export class Session {
  private readonly objects: readonly ApiObject[];
  /** The objects whose method is that of cdk8s or of this library; a method of other code is called, and left as it is. */
  private readonly ours: ReadonlySet<ApiObject>;
  private readonly charts: readonly Chart[];
  private readonly configMaps: ConfigMaps;
  private readonly rendered = new Map<ApiObject, object>();
  /** Every manifest that a chart is given here. What others render, or write as YAML meanwhile, is none of these. */
  private readonly given = new WeakSet<object>();
  private readonly found = new Map<PodTemplate, readonly Finding[]>();
  /** Why workloads cannot be rendered. */
  private readonly unfit = new Map<PodTemplate, string>();
  private ofApp: ReadonlyMap<string, readonly Finding[]> = new Map();
  private checked = false;
  /** What was found and stops nothing. */
  readonly warnings = new Warnings();

  constructor(
    private readonly app: App,
    private readonly workloads: ReadonlyMap<ApiObject, PodTemplate>,
    private readonly unadopted: UnadoptedObjects | undefined,
  ) {
    const constructs = app.node.findAll();
    this.objects = apiObjects(constructs);
    this.ours = new Set(this.objects.filter((object) => !isReplaced(object)));
    this.charts = constructs.filter((construct): construct is Chart => construct instanceof Chart);
    this.configMaps = new ConfigMaps(app);
  }

  /** Renders every object of the app, and checks each and all together; tells what cannot be rendered and is no workload of ours. */
  check(): string[] {
    if (this.checked) return [];
    this.checked = true;
    stampObjects(this.app, this.objects);
    const whole = new RenderedApp();
    const unfit = this.objects.flatMap((object) => {
      try {
        this.checkObject(object, whole);
        return [];
      } catch (error) {
        const template = this.workloads.get(object);
        if (!template) return [reason(error)];
        this.unfit.set(template, reasonAt(template.path, error));
        return [];
      }
    });
    this.ofApp = findingsOfApp(whole);
    return unfit;
  }

  /** What is wrong with a workload, or why it cannot be rendered. */
  errors(template: PodTemplate): string[] {
    const unfit = this.unfit.get(template);
    if (unfit !== undefined) return [unfit];
    const found = this.found.get(template);
    return found ? errorsOf(template, [...found, ...this.ofApp.get(template.path) ?? NONE], this.warnings) : [];
  }

  /**
   * Makes objects and charts give what is rendered here; returns what undoes it. Nothing but the writing of files asks a chart
   * within a synth (a validation that did would call itself), and it asks once: what it has been given is forgotten, so that
   * not all manifests of an app are held until the last one is written.
   */
  takeOver(): () => void {
    const charts = this.charts.filter(isPlainChart);
    for (const object of this.ours) object.toJson = () => this.render(object);
    for (const chart of charts) chart.toJson = () => this.renderChart(chart);
    const writeAsBefore = takeOverWriting((document) => this.given.has(document));
    return () => {
      writeAsBefore();
      for (const chart of charts) delete (chart as { toJson?: unknown }).toJson;
      for (const object of this.ours) restore(object);
    };
  }

  private checkObject(object: ApiObject, whole: RenderedApp): void {
    const manifest = this.render(object);
    const half = halfCharacterIn(manifest);
    if (half !== undefined) refuse(object.node.path, 'characters', halfCharacter(half));
    const template = this.workloads.get(object);
    addTo(whole, object, manifest, template);
    if (template) this.found.set(template, checkWorkload(template, manifest));
    else this.unadopted?.note(object, errorsOfUnadopted(object, manifest, this.warnings));
  }

  private render(object: ApiObject): object {
    if (!this.ours.has(object)) return object.toJson();
    const known = this.rendered.get(object);
    if (known) return known;
    const manifest = renderObject(object, this.configMaps);
    this.given.add(manifest);
    // What holds a program costs nothing to render.
    const holds = this.charts.length <= MANY_CHARTS || (this.rendered.size < MOST_HELD && !isProgram(object));
    if (holds) this.rendered.set(object, manifest);
    return manifest;
  }

  private renderChart(chart: Chart): object[] {
    return apiObjects(new DependencyGraph(chart.node).topology()).filter((object) => Chart.of(object) === chart).map((object) => {
      const manifest: object = object.toJson();
      this.rendered.delete(object);
      return manifest;
    });
  }
}

/** A chart that renders as charts of cdk8s do. */
const isPlainChart = (chart: Chart): boolean => chart.toJson === Chart.prototype.toJson;
