/* Messages about the modes of files that Kubernetes makes of Secrets, ConfigMaps and fields of the pod. */

const octal = (mode: number) => `0${mode.toString(8).padStart(3, '0')}`;

export const writableForEveryone = (volume: string, mode: number) =>
  `volume "${volume}" gives its files mode ${octal(mode)}, which lets everyone write: remove that bit, for example ${octal(mode & 0o775)}.`;
export const decimalMode = (volume: string, mode: number) =>
  `volume "${volume}" has mode ${mode}, a decimal number, which is ${octal(mode)} in octal: write 0o${mode} in code, ${parseInt(String(mode), 8)} in JSON, 0${mode} in YAML.`;
export const notReadable = (container: string, user: number, volume: string, mode: number) =>
  `container "${container}" runs as user ${user} and cannot read the files of volume "${volume}", which belong to root with mode ${octal(mode)}: ` +
  'give the workload an fsGroup, whose members can read them, or give the files a mode for everyone (0444).';
