import { Duration } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import { WRITE_RESOURCES } from '../assembly/resources';
import { checkKeys } from '../checks/known-keys';
import { checkPathsWithin } from '../checks/names';
import { checkOneOf } from '../checks/values';
import { refuse } from '../errors';
import { helperImages } from '../images/catalogue';
import { missingValue, superfluousValue } from '../messages/compile-time';
import * as say from '../messages/render-config';
import { FORMATS, quote, type Quoting, quotingsOf } from '../rendering/formats';
import { piecesOf } from '../rendering/placeholders';
import type { AnyTemplates, Template, Templates } from '../rendering/templates';
import { type ResolvedValue, resolveValue } from '../rendering/values';
import { checkContent, checkTogether, roomFor } from '../volumes/contents';
import { checkFileMode } from '../volumes/file-mode';
import { type File, Files } from '../volumes/files';
import type { FillableVolume } from '../volumes/to-fill';
import type { Workload } from '../workload/workload';
import { Step, STEP_KEYS, type StepProps } from './step';

/** Properties of {@link RenderConfig}. */
export interface RenderConfigProps<Id extends string = any, F = AnyTemplates> extends StepProps<Id> {
  /** The files by their names, which may have directories before them: `{ template, format, values }` each. */
  readonly files: Templates<F>;
  /**
   * Where they are written: `emptyDirectory(…)`, beside what other steps write there, `claim(…)`, or
   * the volume of `FixPermissions` or `MakeDirectories`.
   *
   * @default - an empty directory of the step's own; in memory where a value comes from a Secret
   */
  readonly into?: FillableVolume<Id>;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * What the container may use; fields that are left out are taken from the default.
   *
   * @default - requests of 10m and 16Mi, limits of 500m and 64Mi
   */
  readonly resources?: ContainerResources;
}

const KEYS = { ...STEP_KEYS, files: true, into: true, timeout: true, resources: true } as const;
const FILE_KEYS = { template: true, format: true, values: true, mode: true } as const;
const TIMEOUT = Duration.minutes(1);
const FILES = '/files';
/** As much as a variable can hold: how long a value is that is read when the pod starts, nobody knows. */
const LONGEST_VALUE = 128 * 1024;

class RenderConfigStep<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  readonly files: Files<Id, Name>;

  constructor(scope: Workload<Id>, id: string, props: RenderConfigProps<Id>) {
    super(scope, id);
    checkKeys(this, props, KEYS);
    const files = this.checkFiles(props.files);
    const variables = new Variables();
    const reasons: string[] = [];
    const rendered = files.map((file) => this.render(file, variables, reasons));
    checkTogether(this, rendered.map(({ args }) => args.join('')));
    if (reasons.length > 0) this._template.explainPlainText(this.name, { args: reasons.join('; ') });
    const medium = variables.haveSecrets ? 'memory' : 'disk';
    const volume = this.volumeToFill(props.into, roomFor(rendered.map(({ size }) => size)), medium);
    const names = files.map(([name]) => name);
    this.register({
      kind: 'RenderConfig',
      image: helperImages.busybox,
      purpose: `renders ${names.join(', ')}`,
      program: { parts: ['common', 'lock', 'publish', 'render'], args: ['--to', FILES, ...rendered.flatMap(({ args }) => args)] },
      variables: variables.all,
      fills: { [FILES]: volume },
      resources: props.resources,
      defaultResources: WRITE_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: names.map((name) => `file: ${name}`),
      after: props.after,
    });
    this.files = new Files<Id, Name>(this.proof, volume, names as readonly string[] as readonly Name[]);
  }

  file(name: Name): File<Id> {
    return this.files.file(name);
  }

  private checkFiles(files: unknown): readonly (readonly [name: string, file: Template])[] {
    const entries = typeof files === 'object' && files !== null && !Array.isArray(files) ? Object.entries(files as AnyTemplates) : [];
    if (entries.length === 0) refuse(this, say.noTemplates, files);
    checkPathsWithin(this, entries.map(([name]) => name));
    return entries;
  }

  /** The arguments of the script for one file: what is known at synth is quoted here, the rest when the pod starts. */
  private render([name, file]: readonly [name: string, file: Template], variables: Variables, reasons: string[]) {
    if (typeof file !== 'object' || file === null) return refuse(this, say.notATemplate(name), file);
    checkKeys(this, file, FILE_KEYS);
    const { text: template, because } = checkContent(this, name, file.template);
    if (because !== undefined) reasons.push(`${name}: ${because}`);
    checkOneOf(this, `the format of "${name}"`, file.format, FORMATS);
    const pieces = piecesOf(this, name, template);
    const values = this.valuesOf(name, file, new Set(pieces.flatMap((piece) => piece.name ?? [])), reasons);
    const quotings = [...quotingsOf(this, name, file.format, pieces)];
    const args = new Arguments();
    for (const piece of pieces) {
      const value = piece.name === undefined ? undefined : values.get(piece.name);
      const quoting = value && quotings.shift();
      if (piece.text !== undefined) args.text(piece.text);
      else if (value && quoting && 'text' in value) args.text(quote(value, quoting));
      else if (value && quoting && 'from' in value) args.variable(quoting, variables.of(piece.name, value));
    }
    const { all, size } = args.done();
    return { args: ['--file', name, checkFileMode(this, this._template, name, file.mode), ...all], size };
  }

  private valuesOf(name: string, { values }: Template, asked: ReadonlySet<string>, reasons: string[]): ReadonlyMap<string, ResolvedValue> {
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return refuse(this, say.notATemplate(name), values);
    for (const given of Object.keys(values)) if (!asked.has(given)) refuse(this, superfluousValue(given));
    return new Map([...asked].map((placeholder) => {
      if (!Object.hasOwn(values, placeholder)) refuse(this, missingValue(placeholder));
      const value = resolveValue(this, placeholder, values[placeholder]);
      if ('because' in value && value.because !== undefined) reasons.push(`${name} ${placeholder}: ${value.because}`);
      return [placeholder, value];
    }));
  }
}

/** What render.sh is told; what it reads are strings, so that a key is nothing else to it. */
const FLAGS: Readonly<Record<Quoting, string>> = { json: '--json', key: '--json', inside: '--inside', word: '--word', text: '--value' };

/** The arguments for one file; texts beside each other are one. */
class Arguments {
  private readonly args: string[] = [];
  private pending = '';
  private bytes = 0;

  text(text: string): void {
    this.pending += text;
  }

  variable(quoting: Quoting, variable: string): void {
    this.flush();
    this.args.push(FLAGS[quoting], variable);
    this.bytes += LONGEST_VALUE;
  }

  done(): { readonly all: readonly string[]; readonly size: number } {
    this.flush();
    return { all: this.args, size: this.bytes };
  }

  private flush(): void {
    if (this.pending !== '') this.args.push('--text', this.pending);
    this.bytes += Buffer.byteLength(this.pending);
    this.pending = '';
  }
}

/** The variables that values are read by: one for each source, named after the placeholder. */
class Variables {
  private readonly known = new Map<string, k8s.EnvVar>();
  haveSecrets = false;

  of(placeholder: string, { from, isSecret }: Extract<ResolvedValue, { readonly from: unknown }>): string {
    this.haveSecrets ||= isSecret;
    const source = JSON.stringify(from);
    const names = this.all.map(({ name }) => name);
    const free = (name: string, next = 2): string => (names.includes(name) ? free(`PRELUDE_VALUE_${placeholder}_${next}`, next + 1) : name);
    const variable = this.known.get(source) ?? { name: free(`PRELUDE_VALUE_${placeholder}`), valueFrom: from };
    this.known.set(source, variable);
    return variable.name;
  }

  get all(): readonly k8s.EnvVar[] {
    return [...this.known.values()];
  }
}

/**
 * Renders configuration files before the app starts, from templates whose placeholders are `@{NAME}`. What is known at synth
 * is put in at synth; Secrets, ConfigMaps and fields of the pod are read when the pod starts, and never stand in the YAML, in
 * an argument or in a log. A file is there whole or not at all.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 *
 * @example
 * const config = new RenderConfig(web, 'render', {
 *   files: { 'app.json': { template: '{"host": @{HOST}, "password": @{PASSWORD}}', format: 'json', values: { HOST: 'db', PASSWORD: secretKey('db', 'password') } } },
 * });
 * web.addContainer('app', { …, mounts: { '/app/config.json': config.file('app.json') } });
 * // args: [--to, /files, --file, app.json, '0644', --text, '{"host": "db", "password": ', --json, PRELUDE_VALUE_PASSWORD, --text, '}']
 * // env: [{ name: PRELUDE_VALUE_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
 */
export interface RenderConfig<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files, to be mounted as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * One of the files, to be mounted by itself beside what the image has in the same directory.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when there is no such file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/etc/nginx/conf.d/default.conf': config.file('site.conf') }
   * // - { mountPath: /etc/nginx/conf.d/default.conf, subPath: site.conf, readOnly: true, … }
   */
  file(name: Name): File<Id>;
}

/** How a {@link RenderConfig} is built; the further type parameter reads the templates and is never to be written. */
export interface RenderConfigConstructor {
  /**
   * @param scope the workload
   * @param id the name of the init container
   * @param props the files: templates, formats and values
   * @throws {@link PreludeError} when a placeholder has no value or a value no placeholder, a secret would stand in the YAML,
   * or a value is refused
   */
  new <Id extends string = any, const F extends AnyTemplates = AnyTemplates>(
    scope: Workload<Id>, id: string, props: RenderConfigProps<NoInfer<Id>, F>,
  ): RenderConfig<Id, keyof F & string>;
}

/** Builds a {@link RenderConfig}. */
export const RenderConfig: RenderConfigConstructor = RenderConfigStep as never;
Object.defineProperty(RenderConfigStep, 'name', { value: 'RenderConfig' });
