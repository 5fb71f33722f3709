/* The same sentences for people who write YAML: words about the code are replaced by words about the manifest. */

const PHRASES: ReadonlyArray<readonly [of: RegExp, inYaml: string]> = [
  [/set podSecurity: '(\w+)'/g, 'label the namespace pod-security.kubernetes.io/enforce: $1'],
  [/which only podSecurity: '(\w+)' allows/g, "which only the level '$1' allows"],
  [/podSecurity: '(\w+)'/g, "the level '$1'"],
  [/give secretKey\(…\), because/g, 'take it from a Secret (valueFrom.secretKeyRef), because'],
  [/make it optional\(…\)/g, 'let the step give up after a while'],
];

/** A sentence in the words of YAML. */
export const inYaml = (sentence: string): string => PHRASES.reduce((said, [of, words]) => said.replace(of, words), sentence);
