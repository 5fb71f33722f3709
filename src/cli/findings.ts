import type { PodSecurity } from '../manifest/pod-security';
import type { Place } from '../manifest/yaml-places';
import type { RuleInput } from '../rules';

/** How bad a finding is. */
export type Severity = 'error' | 'warning' | 'note';

/** What is wrong in a file. */
export interface FileFinding {
  /** The file; `-` for standard input. */
  readonly file: string;
  /** Where in it. */
  readonly place: Place;
  /** The file that Helm made the object of. */
  readonly source: string | undefined;
  /** The object, such as `Deployment web`. */
  readonly object: string;
  /** The construct that the object was made by, where the manifest says so. */
  readonly construct: string | undefined;
  /** The line of the program that built it, where the manifest says so. */
  readonly builtAt: string | undefined;
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where in the object, such as `initContainers[wait].image`. */
  readonly where: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
  /** What stands there. */
  readonly given: string | undefined;
}

/** What came of checking files. */
export interface CheckedFiles {
  /** The objects whose pods were checked. */
  readonly checked: readonly string[];
  readonly findings: readonly FileFinding[];
  /** What cannot be read. */
  readonly unreadable: readonly FileFinding[];
  /** The rules that were not run on some objects, in the order of the rules. */
  readonly notRun: readonly NotRun[];
}

/** A rule that was not run, because something is missing that it needs. */
export interface NotRun {
  /** The id of the rule. */
  readonly rule: string;
  /** What is missing: `facts` of a workload that this library did not make, or what a `standard` asks, which no manifest says. */
  readonly needs: readonly RuleInput[];
  /** The objects that it was not run on. */
  readonly objects: readonly string[];
}

/** A file and what stands in it. */
export interface InputFile {
  readonly name: string;
  readonly text: string;
}

/** What to check by. */
export interface CheckOptions {
  /** The level of pods that say none; undefined where the labels of their namespace are asked, then `baseline`. */
  readonly level?: PodSecurity | undefined;
  /** The rules that are asked; undefined for all. */
  readonly rules?: ReadonlySet<string> | undefined;
}
