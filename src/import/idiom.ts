import type { CodeRecord } from './code';
import type { InitContainer } from './init-container';

/** What a step needs of what stands before it in the pod. */
export interface Before {
  /** The variable of the workload. */
  readonly workload: string;
  /** The variable of a volume that a step may write, by its name in the pod: an empty directory, a claim, or what an earlier step made of it. */
  volume(name: string): string | undefined;
  /** The handle that says that a database is ready, of an earlier wait. */
  readonly database: string | undefined;
  /** True where a later init container needs a database that is ready, and not only its port. */
  readonly isForMigration: boolean;
  /** A variable for a step of its own. */
  variable(called: string): string;
  /** The user that the containers of the app run as, where the manifest says so. */
  readonly appUser: number | undefined;
}

/** An init container as a construct. */
export interface StepDraft {
  /** The class, such as `WaitForService`. */
  readonly construct: string;
  readonly props: CodeRecord;
  /** Further words of its comment: what it does otherwise than the original. */
  readonly notes?: readonly string[];
  readonly todos?: readonly string[];
  /** The weakest level that it needs. */
  readonly level?: 'baseline' | 'privileged';
  /** The volume that it fills or prepares, and the property of the step that is its handle. */
  readonly gives?: { readonly volume: string; readonly handle: 'files' | 'volume' };
  /** The property of the step that says that a database is ready. */
  readonly database?: string;
  /** True where it runs the command of the original in its image: what the original has beside it stays. */
  readonly keeps?: boolean;
  /** A step that it needs before it, with the variable of which it speaks. */
  readonly first?: { readonly id: string; readonly variable: string; readonly construct: string; readonly props: CodeRecord } | undefined;
}

/** One thing that people do in init containers, and the construct that does it; undefined where this one does something else. */
export type Idiom = (container: InitContainer, before: Before) => StepDraft | undefined;
