import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { WRITE_RESOURCES } from '../../template/default-resources';
import { octal } from '../../checks/modes';
import { checkPathsWithin } from '../../checks/names';
import { checkFlag, givenOr, isRecord } from '../../checks/values';
import { refuse } from '../../errors';
import { helperImages } from '../../images/catalogue';
import type { VolumeSpec } from '../../template/volume-spec';
import type { NotAVolumeToFill } from '../../messages/steps';
import type { FillableVolume } from '../../volumes/to-fill';
import type { StepDefinition } from '../../step/definition';
import { STEP_KEYS, type Step, type StepProps } from '../../step/step';
import { pruning } from './pruning';
import { writtenBy } from './written-by';

/** What every step can be told that writes files of its own making. */
export interface WritingProps<Id extends string = any> extends StepProps<Id> {
  /**
   * Where they are written: `emptyDirectory(…)`, beside what other steps write there, `claim(…)`, or
   * the volume of `FixPermissions` or `MakeDirectories`.
   *
   * @default - an empty directory of the step; in memory if it contains values of Secrets
   */
  readonly into?: FillableVolume<Id, NotAVolumeToFill<'into'>>;
  /**
   * The user that it runs as, who owns the files: that of the app, where the mode is for one user only, or the app changes them.
   *
   * @default 65534
   */
  readonly user?: number;
  /**
   * The group of the files, where the pod has no `fsGroup`.
   *
   * @default - the number of the user
   */
  readonly group?: number;
  /**
   * Whether files go that this step has once written into the claim and that are not in `files` any more. What others have added or changed stays.
   *
   * @default false
   */
  readonly prune?: boolean;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 10m and 16Mi, limits of 500m and 64Mi
   */
  readonly resources?: ContainerResources;
}

export const WRITING_KEYS = { ...STEP_KEYS, files: true, into: true, user: true, group: true, prune: true, timeout: true, resources: true } as const;

const TIMEOUT = Duration.minutes(1);
const FILES = '/files';

/** Checks files by their names: at least one, none that leads out. */
export function namedFiles<F>(at: Step, files: Readonly<Record<string, F>> | undefined, nothing: string): readonly (readonly [string, F])[] {
  const entries = isRecord(files) ? Object.entries(files) : [];
  if (entries.length === 0) refuse(at, 'nothing-to-do', nothing, files);
  checkPathsWithin(at, entries.map(([name]) => name));
  return entries;
}

/** A file that is to be written: its mode, and the arguments that say what is in it. */
interface FileToWrite {
  readonly name: string;
  readonly mode: number;
  readonly args: readonly string[];
}

/** What is run, by a program that publishes one file after the other, and what it gives. */
export function writing(at: Step, main: 'write-files' | 'render', files: readonly FileToWrite[], volume: VolumeSpec, props: WritingProps) {
  const words = files.flatMap(({ name, mode, args }) => ['--file', name, octal(mode), ...args]);
  const prune = pruning(at, checkFlag(at, 'prune', givenOr(props.prune, false)), volume);
  return {
    image: helperImages.busybox,
    program: {
      parts: ['common', 'lock', ...(prune.length > 0 ? ['copied' as const] : []), 'publish', main],
      args: ['--to', FILES, ...prune, ...words],
    },
    fills: { [FILES]: volume },
    leaves: files.map(({ name, mode }) => ({ volume, path: name, mode })),
    ...writtenBy(at, props),
    resources: props.resources,
    defaultResources: WRITE_RESOURCES,
    timeout: props.timeout,
    defaultTimeout: TIMEOUT,
    gives: files.map(({ name }) => `file: ${name}`),
    after: props.after,
  } satisfies Partial<StepDefinition>;
}
