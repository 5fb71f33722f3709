import { checkKeys } from '../../checks/known-keys';
import * as say from '../../messages/render-config';
import { renderTemplate } from '../../rendering/rendered';
import type { AnyTemplates, Template, Templates } from '../../rendering/templates';
import { Variables } from '../../rendering/variables';
import { checkTogether, roomFor } from '../../volumes/contents';
import { type File, Files } from '../../volumes/files';
import type { Workload } from '../../workload/workload';
import { reasonsOfArguments } from '../../step/definition';
import { Step } from '../../step/step';
import { namedFiles, writing, WRITING_KEYS, type WritingProps } from './write-base';

/** Properties of {@link RenderConfig}. */
export interface RenderConfigProps<Id extends string = any, F = AnyTemplates> extends WritingProps<Id> {
  /** The files by name, optionally with directories: `{ template, format, values }` each. */
  readonly files: Templates<F>;
}

class RenderConfigStep<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  readonly files: Files<Id, Name>;

  constructor(scope: Workload<Id>, id: string, props: RenderConfigProps<Id>) {
    super(scope, id);
    checkKeys(this, props, WRITING_KEYS);
    const templates = namedFiles<Template>(this, props.files, say.noTemplates);
    const variables = new Variables();
    const rendered = templates.map(([name, file]) => renderTemplate(this, name, file, variables));
    const files = rendered.map(({ name, mode, pieces }) => ({ name, mode, args: pieces }));
    checkTogether(this, files.map(({ name, args }) => [name, ...args].join('')));
    const volume = this.volumeToFill(props.into, roomFor(rendered.map(({ size }) => size)), variables.haveSecrets ? 'memory' : 'disk');
    const names = templates.map(([name]) => name);
    this._register({
      ...writing(this, 'render', files, volume, props), kind: 'RenderConfig', purpose: `renders ${names.join(', ')}`, variables: variables.all,
      reasons: reasonsOfArguments(rendered.flatMap(({ reasons }) => reasons)),
    });
    this.files = new Files<Id, Name>(this.proof, volume, names as readonly string[] as readonly Name[]);
  }

  file(name: Name): File<Id> {
    return this.files.file(name);
  }
}

/**
 * Renders configuration files before the app starts, from templates whose placeholders are `@{NAME}`. Values that are known at synth
 * are inserted at synth. Secrets, ConfigMaps and fields of the pod are read when the pod starts, and never appear in the YAML, in
 * an argument or in a log. Each file is published completely or not at all. The example's template is `{"host":@{HOST},"password":@{PASSWORD}}`.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 *
 * @example
 * const config = new RenderConfig(web, 'render', {
 *   files: { 'app.json': { template, format: 'json', values: { HOST: 'db', PASSWORD: secretKey('db', 'password') } } },
 * });
 * web.addContainer('app', { …, mounts: { '/app/config.json': config.file('app.json') } });
 * // args: [--to, /files, --file, app.json, '0644', --text, '{"host":"db","password":', --json, PRELUDE_VALUE_PASSWORD, --text, '}']
 * // env: [{ name: PRELUDE_VALUE_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
 */
export interface RenderConfig<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files: mount them as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * One of the files: mount it as a single file, beside the image's files in the same directory.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when the step has no such file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/etc/nginx/conf.d/default.conf': config.file('site.conf') }
   * // - { mountPath: /etc/nginx/conf.d/default.conf, subPath: site.conf, readOnly: true, … }
   */
  file(name: Name): File<Id>;
}

/** How a {@link RenderConfig} is built. Its further type parameter is inferred from the templates: do not write it. */
export interface RenderConfigConstructor {
  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the files: templates, formats and values
   * @throws {@link PreludeError} when a placeholder has no value or a value no placeholder, the YAML would show a secret,
   * or a value is refused
   */
  new <Id extends string = any, const F extends AnyTemplates = AnyTemplates>(
    scope: Workload<Id>, id: string, props: RenderConfigProps<NoInfer<Id>, F>,
  ): RenderConfig<Id, keyof F & string>;
}

/** Builds a {@link RenderConfig}. */
export const RenderConfig: RenderConfigConstructor = RenderConfigStep as never;
Object.defineProperty(RenderConfigStep, 'name', { value: 'RenderConfig' });
