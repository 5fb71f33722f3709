import type { IConstruct } from 'constructs';
import { isPlainText, isSecretKey, type PlainText } from '../../env/secret-key';
import { refuse } from '../../errors';
import { checkHandle } from '../../handles/handle';
import * as say from '../../messages/seed-database';
import type { PodTemplate } from '../../template/pod-template';
import type { MountSpec } from '../../template/volume-spec';
import { checkContent, checkTogether } from '../../volumes/contents';
import { configurationFile, type FileSource, isFileSource } from '../../volumes/file-source';
import { File } from '../../volumes/files';
import { handleMount } from '../../template/handle-mount';

/** SQL: text, a file of an earlier step, or a key of a ConfigMap or a Secret. */
export type Sql<Id extends string = any> = string | PlainText | File<Id> | FileSource;

/** SQL as the program takes it. */
export interface SqlPiece {
  readonly flag: '--text' | '--file';
  /** What the log calls it. */
  readonly name: string;
  /** The text, or where the file is. */
  readonly value: string;
  /** Where the SQL is from, the same for what is the same within a pod. */
  readonly source: string;
  readonly mount?: MountSpec;
  readonly because?: string | undefined;
  /** Whether it may hold a value of a Secret. */
  readonly mayBeSecret: boolean;
}

const DIRECTORY = '/sql';

/** Checks SQL and says how it reaches the container, and why texts that look like secrets are none. */
export function sqlPieces(at: IConstruct, template: PodTemplate, step: string, sql: unknown) {
  const given: readonly unknown[] = Array.isArray(sql) ? sql : [sql];
  if (given.length === 0 || sql === undefined) refuse(at, 'sql', say.noSql, sql);
  const pieces = given.map((one, index) => pieceOf(at, template, step, one, index + 1));
  checkTogether(at, pieces.flatMap(({ flag, value }) => (flag === '--text' ? [value] : [])));
  return {
    pieces,
    mounts: pieces.flatMap(({ mount }) => (mount === undefined ? [] : [mount])),
    reasons: pieces.flatMap(({ name, because }) => (because === undefined ? [] : [`${name}: ${because}`])),
  };
}

function pieceOf(at: IConstruct, template: PodTemplate, step: string, sql: unknown, number: number): SqlPiece {
  const directory = `${DIRECTORY}/${number}`;
  if (sql instanceof File) {
    const file = checkHandle(at, template, 'sql', sql);
    const name = String(file._subPath).split('/').at(-1) as string;
    const path = `${directory}/${name}`;
    return { flag: '--file', name, value: path, mayBeSecret: knowsSecrets(template, file.step), source: `volume ${file.volumeName}/${file._subPath}`, mount: handleMount(file, path, true) };
  }
  if (isFileSource(sql)) {
    const { file, mount } = configurationFile(step, `sql-${number}`, directory, sql);
    return { flag: '--file', name: sql.key, value: file, mayBeSecret: isSecretKey(sql), source: JSON.stringify(mount.volume.source), mount };
  }
  if ((typeof sql !== 'string' || sql.trim() === '') && !isPlainText(sql)) return refuse(at, 'sql', say.notSql('sql'), sql);
  const name = `sql[${number - 1}]`;
  const { text, because } = checkContent(at, name, sql);
  return { flag: '--text', name, value: text, source: `text ${text}`, because, mayBeSecret: false };
}

/** Whether a step sees a value of a Secret, in its variables, in its volumes, or in the files of a step that does. */
function knowsSecrets(template: PodTemplate, name: string): boolean {
  const step = template.steps.find((one) => one.name === name);
  if (step === undefined) return true;
  return step.env.some(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined)
    || step.mounts.some(({ volume: { source }, provenBy }) =>
      source?.secret !== undefined || source?.projected !== undefined || source?.csi !== undefined
      || (provenBy !== undefined && provenBy !== name && knowsSecrets(template, provenBy)));
}
