/* The form of messages: of constructors, and of rules about rendered manifests. */

/** The parts of a message. */
interface Said {
  readonly sentence: string;
  readonly given?: string | undefined;
  readonly rule?: string | undefined;
  /** The standard that the rule belongs to, if any. */
  readonly by?: string | undefined;
}

export const told = ({ sentence, given, rule, by }: Said) =>
  (given === undefined ? sentence : `${sentence}${sentence.endsWith('.') ? '' : '.'} Given: ${given}.`) +
  (rule === undefined ? '' : ` (rule ${rule}${by === undefined ? '' : ` of ${by}`})`);

/** A finding of a rule. */
interface Found extends Said {
  readonly where: string;
}

export const finding = ({ where, ...said }: Found) => `${where}: ${told(said)}`;

export const nameOfCdk8sPlus = (path: string, name: string, real: string) =>
  `the JSON patch of "${path}" uses the name that cdk8s-plus has for this field, but patches change the written manifest: write "${real}" instead of "${name}".`;
/** A finding that stops nothing. */
export const warningAt = (path: string, found: Found) => `warning: [${path}] ${finding(found)}`;
export const warningsCounted = (count: number) =>
  `${count} warning${count === 1 ? '' : 's'}. Set CDK8S_PRELUDE_STRICT=true to make warnings fail; suppressRule(…) suppresses one, with a reason.`;
