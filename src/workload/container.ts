import type * as kplus from 'cdk8s-plus-28';
import type { KplusContainerProps, KplusLifecycle, KplusPort, KplusProbe } from '../cdk8s-plus';
import { checkKeys } from '../checks/known-keys';
import { checkContainerName } from '../checks/names';
import { checkAbsolutePath, checkFlag, checkList, checkMade, givenOr, isRecord } from '../checks/values';
import { APP_RESOURCES, checkResources, defaultResources } from '../template/default-resources';
import { refuse } from '../errors';
import { type AnyEnvironment, renderEnv } from '../env/env';
import type { Argument } from '../env/expand';
import { renderArgument } from '../env/expansion';
import { type ArgumentsIn, checkUnexpanded, checkWords, type Referable } from '../env/references';
import { checkSecretWords } from '../env/secret-words';
import { checkTool, type CommandIn, type Image, type ImageOr, isImage } from '../images/image';
import { type NotOfContainers, NOT_OF_CONTAINERS } from '../messages/expected-properties';
import { containerNotALabel } from '../messages/containers';
import { notAnImage } from '../messages/images';
import { rootUser } from '../messages/privileges';
import { nameBeforeProps } from '../messages/workload';
import { checkUser } from '../standards/platform';
import type { PodTemplate } from '../template/pod-template';
import { checkHidden } from '../volumes/hidden';
import { type AnyMounts, type Mounts, mountSpecs } from '../volumes/mounts';
import { addContainer, type Pods } from './attach';
import { checkPullPolicy } from './pod-settings';
import { type ContainerEnvironment, splitEnvironment } from './container-environment';
import { checkedPorts } from './ports';
import { atPortOf, wordsOf } from './probe-ports';

/** Properties of a container of the app. */
export interface ContainerProps<
  Id extends string = any, E = AnyEnvironment, M = AnyMounts<Id>, C extends readonly Argument[] = readonly Argument[], R extends string = string,
  T = any,
> {
  /** The image, made by `image(…)`. */
  readonly image: ImageOr<R, T>;
  /**
   * The program and its first arguments: strings, which arrive byte for byte, or `expand(…)`.
   *
   * @default - the image's entrypoint
   */
  readonly command?: CommandIn<C, R, T, E>;
  /**
   * Further arguments: strings, which arrive byte for byte, or `expand(…)`.
   *
   * @default - the image's
   */
  readonly args?: ArgumentsIn<NoInfer<E>>;
  /**
   * Variables: strings, `secretKey(…)`, `configMapKey(…)`, `plainText(…)`, `expand(…)`, an `EnvValue` of cdk8s-plus, or values of steps
   * (`files.value('region')`), which need a container with a command.
   *
   * @default - none
   */
  readonly env?: ContainerEnvironment<NoInfer<Id>, E, C>;
  /**
   * The mounts by path: handles of steps, `claim(…)`, `scratch(…)`, `configMapFiles(…)`, `secretFiles(…)`. They are read-only,
   * except scratch space and `writable(…)`.
   *
   * @default - nothing
   */
  readonly mounts?: Mounts<NoInfer<Id>, M>;
  /**
   * Ports that it listens on: numbers, or ports of cdk8s-plus with a name.
   *
   * @default - none
   */
  readonly ports?: readonly (number | KplusPort)[];
  /**
   * The readiness probe. A probe without a port uses the only port in `ports`; with none or several ports, it must have one.
   *
   * @default - no probe
   */
  readonly readiness?: KplusProbe;
  /**
   * The liveness probe.
   *
   * @default - no probe
   */
  readonly liveness?: KplusProbe;
  /**
   * The startup probe.
   *
   * @default - no probe
   */
  readonly startup?: KplusProbe;
  /**
   * What runs after the start and before the stop.
   *
   * @default - nothing
   */
  readonly lifecycle?: KplusLifecycle;
  /**
   * Its resources. Omitted fields keep their defaults. A request above a default limit raises that limit; a limit
   * alone does not change the request.
   *
   * @default - requests of 100m and 128Mi, a limit of 512Mi
   */
  readonly resources?: kplus.ContainerResources;
  /**
   * When its image is pulled: `'Always'` asks the registry at each start, `'Never'` uses the image on the node.
   *
   * @default - the value of the workload, or 'IfNotPresent'
   * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
   */
  readonly imagePullPolicy?: `${kplus.ImagePullPolicy}`;
  /**
   * The directory that it starts in.
   *
   * @default - the image's
   */
  readonly workingDir?: string;
  /**
   * Set it to false if the program writes outside its volumes.
   *
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
  /** @deprecated Set variables one by one; see `env`. */
  readonly envFrom?: NotOfContainers['envFrom'];
  /** @deprecated It is called `env` here. */
  readonly envVariables?: NotOfContainers['envVariables'];
  /** @deprecated Set mounts by path; see `mounts`. */
  readonly volumeMounts?: NotOfContainers['volumeMounts'];
  /** @deprecated The image says the user. */
  readonly securityContext?: NotOfContainers['securityContext'];
}

const KEYS = {
  ...NOT_OF_CONTAINERS,
  image: true, command: true, args: true, env: true, mounts: true, ports: true, readiness: true, liveness: true, startup: true,
  lifecycle: true, resources: true, imagePullPolicy: true, workingDir: true, readOnlyRootFilesystem: true,
} as const;

/** Checks a container of the app and adds it to its workload. */
export function createContainer(pods: Pods, template: PodTemplate, name: string, props: ContainerProps<any, any, any>): kplus.Container {
  if (isRecord(name)) refuse(template.path, 'wrong-type', nameBeforeProps, name);
  const at = `${template.path}/${String(name)}`;
  checkContainerName(at, containerNotALabel, name);
  checkKeys(at, props, KEYS);
  const image = checkImage(at, template, props.image);
  const { plain, values, mounts: ofValues } = splitEnvironment(at, template, props.env, props.command);
  const env = renderEnv(at, plain, values);
  const command = props.command === undefined ? undefined : checkWords(at, 'command', props.command, env.referable);
  if (command) checkTool(at, image, command);
  const annotations = () => template.carrier.podAnnotations();
  if (command) checkSecretWords(at, command, { container: name, property: 'command', field: 'command', annotations });
  if (props.args !== undefined) {
    checkSecretWords(at, checkArgs(at, props.args, env.referable), { container: name, property: 'args', field: 'args', before: command ?? [], annotations });
  }
  const mounts = mountSpecs(at, template, name, props.mounts as Readonly<Record<string, unknown>> | undefined).concat(ofValues);
  checkHidden(at, template, name, image, mounts);
  const { readOnlyRootFilesystem = true } = props;
  checkFlag(at, 'readOnlyRootFilesystem', readOnlyRootFilesystem);
  return addContainer(pods, template, {
    name, path: at, image, env: env.variables, mounts, values, plainText: env.reasons,
    privileges: { user: image.user, group: image.group, readOnlyRootFilesystem },
    imagePullPolicy: props.imagePullPolicy === undefined ? undefined : checkPullPolicy(at, props.imagePullPolicy),
    resources: checkResources(at, props.resources, defaultResources(at, template.standards, APP_RESOURCES, 'app')),
  }, kplusProps(at, name, image, command, env.referable, props));
}

function kplusProps(
  at: string, name: string, image: Image, command: readonly Argument[] | undefined, variables: Referable, props: ContainerProps,
): KplusContainerProps {
  const { args, readiness, liveness, startup, lifecycle, workingDir } = props;
  const ports = checkedPorts(at, givenOr(props.ports, []));
  return {
    name,
    image: image.reference,
    ...(command ? { command: command.map(renderArgument) } : {}),
    ...(args === undefined ? {} : { args: checkedArgs(at, args, variables) }),
    ...(props.ports === undefined ? {} : { ports }),
    ...checkedHandlers(at, { readiness, liveness, startup }, 'Probe.fromHttpGet(…)', ports, variables),
    ...(lifecycle === undefined ? {} : { lifecycle: checkedLifecycle(at, lifecycle, ports, variables) }),
    ...(workingDir === undefined ? {} : { workingDir: checkUnexpanded(at, 'workingDir', checkAbsolutePath(at, 'workingDir', workingDir), variables) }),
  };
}

function checkedLifecycle(at: string, lifecycle: KplusLifecycle, ports: readonly KplusPort[], variables: Referable): KplusLifecycle {
  checkKeys(at, lifecycle, { postStart: true, preStop: true });
  return checkedHandlers(at, { ...lifecycle }, 'Handler.fromCommand(…)', ports, variables);
}

function checkedHandlers<H extends Readonly<Record<string, object | undefined>>>(
  at: string, handlers: H, example: string, ports: readonly KplusPort[], variables: Referable,
): Partial<H> {
  return Object.fromEntries(Object.entries(handlers).flatMap(([what, handler]) => {
    if (handler === undefined) return [];
    checkMade(at, what, handler, '_toKube', example);
    for (const word of wordsOf(at, what, handler)) checkUnexpanded(at, what, word, variables);
    return [[what, atPortOf(at, what, handler, ports)]];
  })) as Partial<H>;
}

/** Arguments may begin with an empty one, which no command may. */
const checkArgs = (at: string, args: readonly Argument[], variables: Referable): readonly Argument[] =>
  checkWords(at, 'args', ['-', ...checkList(at, 'args', args)], variables).slice(1);

const checkedArgs = (at: string, args: readonly Argument[], variables: Referable): string[] => checkArgs(at, args, variables).map(renderArgument);

/** Checks that an image is one, and that its user is allowed at the level of the pod. */
export function checkImage(at: string, template: PodTemplate, image: unknown): Image {
  if (!isImage(image)) return refuse(at, 'image', notAnImage, image);
  checkUser(at, template.standards, image.user);
  if (image.user === 0 && template.facts.podSecurity === 'restricted') refuse(at, 'run-as-user', rootUser(image.reference), image.user);
  return image;
}
