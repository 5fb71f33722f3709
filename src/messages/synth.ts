/* How findings over finished manifests are told. */

/** What a rule found. */
interface Found {
  readonly rule: string;
  readonly by?: string;
  readonly where: string;
  readonly sentence: string;
  readonly given?: string;
}

export const finding = ({ rule, by, where, sentence, given }: Found) =>
  `${where}: ${sentence}${given === undefined ? '' : ` Given: ${given}.`} (rule ${rule}${by === undefined ? '' : ` of ${by}`})`;
