/* Messages about templates and their values. */

export const noTemplates = 'there is nothing to render: list at least one file.';
export const notATemplate = (file: string) =>
  `file "${file}" must be { template, format, values }: a text with placeholders @{NAME}, 'json', 'env' or 'text', and a value for each name.`;
export const notAPlaceholder = (file: string) =>
  `"@{" in the template of "${file}" does not begin a placeholder: write @{NAME} with letters, digits and "_"; ` +
  'for a literal "@{", write @{AT} and set the value AT: "@{".';
export const notJson = (file: string) =>
  `the template of "${file}" is not valid JSON with any values: a placeholder must be a whole string ({"a": @{A}}) or part of one ({"a": "x-@{A}"}).`;
export const notAnEnvLine = (file: string, line: number) =>
  `line ${line} of the template of "${file}" must be empty, a comment or NAME=word on one line: write @{VALUE}, letters, digits and ./:@%+,=- ` +
  'outside of quotes, because values bring their own quotes; write everything else in quotes, without placeholders, $(…) or `…`.';
export const notAValue = (name: string) =>
  `value ${name} must be a string, a number, a boolean, secretKey(…), configMapKey(…), plainText(…) or an EnvValue of cdk8s-plus, without NUL characters.`;
export const resourceOfStep = (name: string) =>
  `value ${name} would be the resources of this step itself, because no container is given: name it with EnvValue.fromResource(…, { container }).`;
