import { checkKeys } from '../checks/known-keys';
import type { IsLiteral } from '../checks/literal';
import { checkAbsolutePath, checkId, checkList } from '../checks/values';
import type { Argument, Expansion } from '../env/expand';
import type { ExpansionOf, StringWithoutReference } from '../env/references';
import { refuse } from '../errors';
import type { ImageIsLatest, ImageWithoutTag, NotAnImage, ToolNotInImage } from '../messages/images';
import { imageIsLatest, imageWithoutTag, noUser, toolNotInImage } from '../messages/images';
import { notATool } from '../messages/run';
import { parseReference } from './reference';

/** The user that an image runs as: a number, or `'image'` if the image's own USER is a number. */
export type ImageUser = number | 'image';

/** What is known of an image. */
export interface ImageOptions<Tools extends string = string> {
  /**
   * The user that its containers run as. Kubernetes cannot check that a named user is not root, so it is a number, or
   * `'image'` if the image's own USER is a number.
   *
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
   */
  readonly user: ImageUser;
  /**
   * The group that its containers run as.
   *
   * @default - the group of the user in the image: 0 if the image does not know the user
   */
  readonly group?: number;
  /**
   * The programs of the image. If you list them, another command does not compile.
   *
   * @default - unknown, every command is allowed
   */
  readonly tools?: readonly Tools[];
  /**
   * The directories of the image with files that its program needs, such as `/etc/shop`: a volume mounted over one of them
   * is an error. The library knows those of well-known images (nginx, httpd, mariadb …).
   *
   * @default - the known directories of the image
   */
  readonly filledDirectories?: readonly string[];
}

/** The names of programs: a union of names as it is, or the keys of an interface, whose name is what the compiler shows. */
export type ToolOf<Tools> = Tools extends string ? Tools : keyof Tools & string;

/**
 * A container image that is pinned and whose user is known. Made by {@link image}, or taken from the catalogue.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/
 */
export class Image<out Reference extends string = string, Tools = any> {
  /** The reference as it was given; a registry map may move it at synth. */
  readonly reference: Reference;
  /** The user that its containers run as. */
  readonly user: ImageUser;
  /** The group that its containers run as, if one was given. */
  readonly group: number | undefined;
  /** The programs that the image has, or undefined where that is not known. */
  readonly tools: readonly ToolOf<Tools>[] | undefined;
  /** The directories that the image fills, beyond those that are known of it. */
  readonly filledDirectories: readonly string[] | undefined;

  /** @internal */
  constructor(reference: Reference, options: ImageOptions) {
    this.reference = reference;
    this.user = options.user;
    this.group = options.group;
    this.tools = options.tools && (Object.freeze([...options.tools]) as readonly ToolOf<Tools>[]);
    this.filledDirectories = options.filledDirectories && Object.freeze([...options.filledDirectories]);
    Object.freeze(this);
  }
}

/** The image; where something else is given, from which no reference can be read, the sentence that says so. */
export type ImageOr<R extends string, T> = [R] extends [never] ? NotAnImage : Image<R, T>;

/** Any image. `_Why` is what the compiler says of anything else: it is written where the type is used, or it is not said. */
export type AnyImage<Tools = any, _Why = unknown> = Image<string, Tools> | Image<string, never>;

/** The image that was given, or the sentence that it is none. Of `any` and `never` nothing was read: no image, or a property beside it is misspelt. */
export type ImageGiven<I> = 0 extends 1 & I ? Image : [I] extends [never] ? Image : I extends Image ? I : NotAnImage;

/** The reference of an image. */
export type ReferenceOf<I> = I extends Image<infer R, any> ? R : string;

/** The tools of an image. */
export type ToolsOf<I> = 0 extends 1 & I ? any : I extends Image<any, infer T> ? T : any;

/** A reference that is pinned, or the sentence that says why it is not. */
export type Pinned<R extends string> = PinnedBy<R, R>;

// What follows the first colon is the tag, unless there is a slash in it: then the colon was that of a registry's port.
type PinnedBy<R extends string, Part extends string> = Part extends `${string}:${infer After}`
  ? After extends 'latest' ? ImageIsLatest<R>
    : After extends `${string}/${infer Rest}` ? PinnedBy<R, Rest> : R
  : IsLiteral<R> extends false ? R : R extends '' ? `${string}:${string}` : ImageWithoutTag<R>;

/** A command whose program the image has; else, in the program's place, the sentence that says that it has not. */
export type CommandIn<C extends readonly Argument[], Reference extends string, Tools, E = AnyVariables> = {
  readonly [K in keyof C]: K extends '0' ? ToolIn<C[K], Reference, Tools> : C[K] extends MayRefer ? WordOf<C[K], keyof E> : C[K];
};

/** Variables of which the compiler does not know the names. */
interface AnyVariables {
  readonly [name: string]: unknown;
}

/** Words that are looked at more closely: nearly all are not, which saves the compiler work. */
type MayRefer = Expansion<any> | `${string}://${string}$(${string}@${string}`;

type WordOf<W, Names> = W extends string ? StringWithoutReference<W> : ExpansionOf<W, Names>;

/** The tools that a step says it uses, each of which the image has; else the sentence that says that it has not. */
export type ToolsIn<U extends readonly string[], Reference extends string, Tools> = {
  readonly [K in keyof U]: ToolIn<U[K], Reference, Tools>;
};

/** A program that the image has; else the sentence that says that it has not. */
export type ToolIn<Tool, Reference extends string, Tools> = 0 extends 1 & Tools ? Tool
  : Tool extends ToolOf<Tools> | `/${string}` ? Tool
    : Tool extends '' ? ToolOf<Tools> // what an editor completes an empty string by
      : Tool extends string ? (IsLiteral<Tool> extends true ? ToolNotInImage<Tool, Reference> : Tool) : string;

const OPTIONS = { user: true, group: true, tools: true, filledDirectories: true } as const;

/**
 * Names an image of your own.
 *
 * @param reference `[registry/]name:tag` or `[registry/]name@sha256:…`; an untagged or `latest` image does not compile
 * @param options the user that it runs as, and optionally its programs
 * @throws {@link PreludeError} when the reference is not pinned or the user is not a number
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 *
 * @example
 * web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 }) });
 * // image: registry.example.com/shop:1.4.2
 * // securityContext: { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true, … }
 */
export function image<const R extends string, const T extends string = never>(
  reference: Pinned<R>,
  options: ImageOptions<T>,
): Image<R, [T] extends [never] ? any : T> {
  const at = 'image()';
  const parsed = parseReference(at, reference);
  if (parsed.digest === undefined && parsed.tag === undefined) refuse(at, 'pinned-images', imageWithoutTag(String(reference)));
  if (parsed.digest === undefined && parsed.tag === 'latest') refuse(at, 'pinned-images', imageIsLatest(String(reference)));
  if (options?.user === undefined) refuse(at, 'image-user', noUser, options);
  checkKeys<ImageOptions>(at, options, OPTIONS);
  if (options.user !== 'image') checkId(at, 'user', options.user);
  if (options.group !== undefined) checkId(at, 'group', options.group);
  if (options.tools !== undefined) {
    for (const tool of checkList(at, 'tools', options.tools)) if (!isTool(tool)) refuse(at, 'image-tools', notATool, tool);
  }
  if (options.filledDirectories !== undefined) {
    for (const directory of checkList(at, 'filledDirectories', options.filledDirectories)) checkAbsolutePath(at, 'a filled directory', directory);
  }
  return new Image(reference as string as R, options);
}

/** Checks, for those who come by `any`, that the image has the command's program. */
export function checkTool(at: string, of: Image, command: readonly Argument[]): void {
  const program = String(command[0] ?? '');
  if (of.tools && !program.startsWith('/') && !of.tools.includes(program)) {
    refuse(at, 'image-tools', toolNotInImage(program, of.reference));
  }
}

const isTool = (tool: unknown): tool is string => typeof tool === 'string' && tool.trim() !== '' && !tool.includes('\0');

/** Checks that the image has the tools that a step says it uses. */
export function checkTools(at: string, of: Image, tools: unknown): readonly string[] {
  for (const tool of checkList(at, 'tools', tools as readonly unknown[])) {
    if (!isTool(tool)) return refuse(at, 'image-tools', notATool, tool);
    checkTool(at, of, [tool]);
  }
  return Object.freeze([...(tools as readonly string[])]);
}

/** True for an image made by {@link image}; another copy of the library does as well. */
export const isImage = (value: unknown): value is Image =>
  typeof (value as Image | undefined)?.reference === 'string' && (value as Image).user !== undefined;
