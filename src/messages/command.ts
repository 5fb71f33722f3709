/* What the command says. */

export const nothingToCheck = 'no pod was found, so nothing was checked. Is the input empty, or does it hold other objects only?';
export const noSuchFile = (file: string) => `${file}: there is no such file or directory`;
export const noFiles = (directory: string) => `${directory}: it holds no *.yaml, *.yml or *.json`;
export const notAFormat = (given: string, formats: readonly string[]) => `"${given}" is not a format: give one of ${formats.join(', ')}`;
export const notAReport = (given: string) => `--report ${given}: give FORMAT=FILE, such as sarif=findings.sarif`;
export const notALevel = (given: string, levels: readonly string[]) => `--level ${given}: give one of ${levels.join(', ')}`;
export const notASeverity = (given: string) => `--fail-on ${given}: give error, warning or note`;
export const notARule = (given: string) => `--rules ${given}: there is no such rule (docs/rules.md lists them)`;
export const notABaseline = (file: string) => `--baseline ${file}: it is not a list of findings: write one with --write-baseline ${file}`;
export const notACommand = (given: string) => `"${given}" is not a command: cdk8s-prelude check --help`;
export const usedAt = (line: number, column: number) => `(used at line ${line}, column ${column}, by an alias or a merge key)`;
export const builtBy = (construct: string) => `(construct ${construct})`;
export const renderedFrom = (source: string) => `(rendered from ${source})`;

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
export const summary = (checked: number, errors: number, warnings: number, notes: number, old: number) =>
  `${counted(checked, 'pod')} checked: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}`
  + (old === 0 ? '' : `; ${counted(old, 'old finding')} of the baseline not shown`);

export const help = `cdk8s-prelude check [FILE|DIR|-]…

Checks the pods of Kubernetes manifests, whoever wrote them: YAML or JSON, streams and Lists, all *.yaml, *.yml and *.json of
directories. Without an argument it reads standard input.

  --level LEVEL           privileged, baseline or restricted, for pods that say none (default: what the label
                          pod-security.kubernetes.io/enforce of their Namespace says where it is among the manifests, else baseline)
  --rules ID,ID           ask these rules only (docs/rules.md)
  --fail-on SEVERITY      error, warning or note: from what on the exit code is 1 (default: warning)
  --format FORMAT         text, json, sarif, github or junit (default: text)
  --report FORMAT=FILE    write a further report into a file; may be given several times
  --baseline FILE         leave out the findings that FILE lists
  --write-baseline FILE   write all findings into FILE, and exit with 0
  --help                  this page

Exit codes, in every format: 0 nothing was found, 1 something was, 2 nothing could be checked, or wrong usage.

Examples:
  helm template shop ./chart | cdk8s-prelude check
  kustomize build overlays/prod | cdk8s-prelude check --level restricted -
  cdk8s-prelude check --report sarif=findings.sarif manifests/
`;
