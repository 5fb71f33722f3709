/* Messages of the command. */

export const nothingToCheck = 'no pod was found, so nothing was checked. Is the input empty, or does it contain only other objects?';
export const pageOfRule = (rule: string) => `node_modules/cdk8s-prelude/docs/rules/${rule}.md shows a wrong and a right manifest`;
export const checking = (files: number) => `checking ${files === 1 ? 'one file' : `${files} files`}`;
export const noSuchFile = (file: string) => `${file}: no such file or directory`;
export const noFiles = (directory: string) => `${directory}: the directory has no *.yaml, *.yml or *.json files`;
export const notAFormat = (given: string, formats: readonly string[]) => `"${given}" is not a format: use one of ${formats.join(', ')}`;
export const notAReport = (given: string) => `--report ${given}: use FORMAT=FILE, such as sarif=findings.sarif`;
export const notALevel = (given: string, levels: readonly string[]) => `--level ${given}: use one of ${levels.join(', ')}`;
export const notASeverity = (given: string) => `--fail-on ${given}: use error, warning or note`;
export const notARule = (given: string) => `--rules ${given}: no such rule (docs/rules.md lists all rules)`;
export const notABaseline = (file: string) => `--baseline ${file}: the file is not a list of findings; create one with --write-baseline ${file}`;
export const notACommand = (given: string) => `"${given}" is not a command: use check, explain, import, doctor or completion`;
export const usedAt = (line: number, column: number) => `(used at line ${line}, column ${column}, through an alias or a merge key)`;
export const builtBy = (construct: string, line: string | undefined) => `(construct ${construct}${line === undefined ? '' : `, ${line}`})`;
export const renderedFrom = (source: string) => `(rendered from ${source})`;

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
export const summary = (checked: number, errors: number, warnings: number, notes: number, old: number) =>
  `${counted(checked, 'pod')} checked: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}`
  + (old === 0 ? '' : `; ${counted(old, 'old finding')} in the baseline not shown`);

export const help = `cdk8s-prelude check [FILE|DIR|-]…

Checks the pods in Kubernetes manifests, from any source: YAML or JSON, streams and Lists, and all *.yaml, *.yml and *.json
files of directories. Without an argument it reads standard input.

  --level LEVEL           privileged, baseline or restricted, for pods that do not declare a level (default: the label
                          pod-security.kubernetes.io/enforce of their Namespace if the manifests contain it, otherwise baseline)
  --rules ID,ID           check only these rules (docs/rules.md)
  --fail-on SEVERITY      error, warning or note: the least severity that sets exit code 1 (default: error)
  --strict                warnings set exit code 1 too
  --format FORMAT         text, json, sarif, github or junit (default: text)
  --report FORMAT=FILE    also write a report to a file; can be repeated
  --baseline FILE         hide the findings that FILE lists
  --write-baseline FILE   write all findings to FILE and exit with 0
  --help                  show this help

Exit codes, in every format: 0 no errors, 1 errors (with --strict, or warnings), 2 nothing could be checked or wrong usage.

Examples:
  helm template shop ./chart | cdk8s-prelude check
  kustomize build overlays/prod | cdk8s-prelude check --level restricted -
  cdk8s-prelude check --report sarif=findings.sarif manifests/
`;
