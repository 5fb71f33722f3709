/* How mistakes are told: what a constructor refuses, and what rules find in rendered manifests. */

/** What is said of a mistake. */
interface Said {
  readonly sentence: string;
  readonly given?: string | undefined;
  readonly rule?: string | undefined;
  /** Who asks for the rule, where a standard does. */
  readonly by?: string | undefined;
}

export const told = ({ sentence, given, rule, by }: Said) =>
  (given === undefined ? sentence : `${sentence}${sentence.endsWith('.') ? '' : '.'} Given: ${given}.`) +
  (rule === undefined ? '' : ` (rule ${rule}${by === undefined ? '' : ` of ${by}`})`);

/** What a rule found. */
interface Found extends Said {
  readonly where: string;
}

export const finding = ({ where, ...said }: Found) => `${where}: ${told(said)}`;
