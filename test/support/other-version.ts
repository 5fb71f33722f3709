import { parseAllDocuments } from 'yaml';
import { programSuffix } from '../../src/manifest/programs';

/** The YAML as another version of the library writes it: the text of each program differs, and so does the name of its ConfigMap, wherever it stands. */
export function asOfVersion(yaml: string, version: string): string {
  const renamed = (text: string): string => text.replace(/of cdk8s-prelude \d+\.\d+\.\d+:/, `of cdk8s-prelude ${version}:`);
  const names = parseAllDocuments(yaml).map((document) => document.toJS()).flatMap((object) => {
    const program: string | undefined = object?.metadata.labels?.['cdk8s-prelude/program'];
    if (program === undefined) return [];
    const data = Object.fromEntries(Object.entries<string>(object.data).map(([file, text]) => [file, renamed(text)]));
    const suffix = programSuffix(program, object.data);
    return [[suffix, programSuffix(program, data)] as const];
  });
  if (names.length === 0) throw new Error('there is no program in this YAML');
  return names.reduce((text, [of, to]) => text.replaceAll(of, to), yaml.replace(/of cdk8s-prelude \d+\.\d+\.\d+:/g, `of cdk8s-prelude ${version}:`));
}
