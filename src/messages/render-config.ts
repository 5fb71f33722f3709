/* What is said of templates and their values. */

export const noTemplates = 'there is nothing to render: name at least one file.';
export const notATemplate = (file: string) =>
  `file "${file}" is { template, format, values }: a text with placeholders @{NAME}, 'json', 'env' or 'text', and a value for each name.`;
export const notAPlaceholder = (file: string) =>
  `"@{" in the template of "${file}" begins no placeholder: a placeholder is @{NAME}, of letters, digits and "_"; ` +
  'for a literal "@{" put @{AT} and give the value AT: "@{".';
export const notJson = (file: string) =>
  `the template of "${file}" is no JSON, whatever the values are: a placeholder stands for a whole string ({"a": @{A}}) or in one ({"a": "x-@{A}"}).`;
export const notAnEnvLine = (file: string, line: number) =>
  `line ${line} of the template of "${file}" is not empty, a comment or NAME=word, which ends on its line: @{VALUE} and letters, digits and ./:@%+,=- ` +
  'stand outside of quotes, for values bring their own quotes; all else without placeholders stands in quotes, with neither $(…) nor `…`.';
export const notAValue = (name: string) =>
  `value ${name} is a string, a number, a boolean, secretKey(…), configMapKey(…), plainText(…) or an EnvValue of cdk8s-plus; without NUL characters.`;
export const resourceOfStep = (name: string) =>
  `value ${name} would be what this step may use itself, for no container is named: say whose it is, by EnvValue.fromResource(…, { container }).`;
