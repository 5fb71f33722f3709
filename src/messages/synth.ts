/* How findings over finished manifests are told. */

export const finding = (rule: string, where: string, sentence: string, given: string | undefined) =>
  `${where}: ${sentence}${given === undefined ? '' : ` Given: ${given}.`} (rule ${rule})`;
