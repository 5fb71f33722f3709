import { checkKeys } from '../../checks/known-keys';
import type { PlainText } from '../../env/secret-key';
import * as say from '../../messages/write-files';
import { checkContent, checkTogether, type Content, roomFor } from '../../volumes/contents';
import { checkFileMode } from '../../volumes/file-mode';
import { type File, Files } from '../../volumes/files';
import type { Workload } from '../../workload/workload';
import { reasonsOfArguments } from '../../step/definition';
import { Step } from '../../step/step';
import { namedFiles, writing, WRITING_KEYS, type WritingProps } from './write-base';

/** A file as it is to be written: its content, or its content and its mode. */
export type FileContent = string | PlainText | FileWithMode;

/** The content of a file, and who may read or execute it. */
export interface FileWithMode {
  /** The content: a `string`, or `plainText(content, because)` where it looks like a secret and is none. */
  readonly content: string | PlainText;
  /**
   * Its mode, such as `0o755`. It must not let everyone write.
   *
   * @default 0o644
   */
  readonly mode?: number;
}

/** Properties of {@link WriteFiles}. */
export interface WriteFilesProps<Id extends string = any, Name extends string = string> extends WritingProps<Id> {
  /**
   * The files by their names, which may have directories before them (`conf.d/site.conf`). Each is a `string`, `plainText(…)`,
   * or `{ content, mode }`; below 128 KiB.
   */
  readonly files: { readonly [K in Name]: FileContent };
}

/**
 * Writes files whose content is in the code: a page, a script, a configuration without secrets. Each file is written completely
 * or not at all.
 *
 * Put large files into a ConfigMap (`configMapFiles(…)`), and files with secrets into `RenderConfig` or `secretFiles(…)`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#init-containers-in-use
 *
 * @example
 * const page = new WriteFiles(web, 'page', { files: { 'index.html': '<h1>Hello</h1>\n' } });
 * web.addContainer('nginx', { …, mounts: { '/usr/share/nginx/html/index.html': page.file('index.html') } });
 * // initContainers: [{ name: page, args: [--to, /files, --file, index.html, '0644', "<h1>Hello</h1>\n"], … }]
 */
export class WriteFiles<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files: mount them as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the files, and where they are written
   * @throws {@link PreludeError} when a name leads out of the directory, a content is too large or looks like a secret, or a
   * value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: WriteFilesProps<NoInfer<Id>, Name>) {
    super(scope, id);
    checkKeys(this, props, WRITING_KEYS);
    const files = namedFiles<FileContent>(this, props.files, say.noFiles).map(([name, file]) => this.checkFile(name, file));
    checkTogether(this, files.map(({ content }) => content.text));
    const reasons = files.flatMap(({ name, content: { because } }) => (because === undefined ? [] : `${name}: ${because}`));
    const volume = this.volumeToFill(props.into, roomFor(files.map(({ content }) => Buffer.byteLength(content.text))));
    const names = files.map(({ name }) => name);
    const written = files.map(({ name, mode, content }) => ({ name, mode, args: [content.text] }));
    this._register({
      ...writing(this, 'write-files', written, volume, props), kind: 'WriteFiles', purpose: `writes ${listed(names)}`, reasons: reasonsOfArguments(reasons),
    });
    this.files = new Files<Id, Name>(this.proof, volume, names as readonly string[] as readonly Name[]);
  }

  /**
   * One of the files: mount it as a single file, beside the image's files in the same directory.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when the step has no such file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/usr/share/nginx/html/index.html': page.file('index.html') }
   * // - { mountPath: /usr/share/nginx/html/index.html, subPath: index.html, readOnly: true, … }
   */
  file(name: Name): File<Id> {
    return this.files.file(name);
  }

  private checkFile(name: string, file: FileContent): WrittenFile {
    if (!isWithMode(file)) return { name, mode: checkFileMode(this, name), content: checkContent(this, name, file) };
    checkKeys(this, file, { content: true, mode: true });
    return { name, mode: checkFileMode(this, name, file.mode), content: checkContent(this, name, file.content) };
  }
}

interface WrittenFile {
  readonly name: string;
  readonly mode: number;
  readonly content: Content;
}

const isWithMode = (file: FileContent): file is FileWithMode => typeof file === 'object' && file !== null && 'content' in file;

const LONGEST_LIST = 5;

/** Names in a sentence: the first ones, and how many more there are. */
const listed = (names: readonly string[]): string =>
  (names.length <= LONGEST_LIST ? names.join(', ') : `${names.slice(0, LONGEST_LIST).join(', ')} and ${names.length - LONGEST_LIST} more`);
