import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { programSuffix } from '../../src/manifest/programs';
import { embedded } from '../../src/scripts/embedded';
import { PROGRAMS } from '../../src/scripts/programs';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';

/* What the examples emit: programs in ConfigMaps, and no shell of ours in a pod spec. */

const examples = join(__dirname, '../../examples');
const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) => /dist\/.*\.yaml$/.test(file) && !file.includes('node_modules'));
const objectsIn = (file: string): any[] => parseAllDocuments(readFileSync(join(examples, file), 'utf8')).map((document) => document.toJS()).filter(Boolean);
const isProgram = ({ kind, metadata }: any): boolean => kind === 'ConfigMap' && metadata.labels?.['cdk8s-prelude/program'] !== undefined;
const emitted = new Map(files.flatMap((file) => objectsIn(file).filter(isProgram).map((map) => [map.metadata.labels['cdk8s-prelude/program'] as string, map])));

test('there are files, and most programs are in them', () => {
  expect(files.length).toBeGreaterThan(10);
  expect(emitted.size).toBeGreaterThan(10);
});

test('every program that the library\'s steps run is whole: none has parts that programs.ts does not know', () => {
  expect([...emitted.keys()].filter((name) => !(name in PROGRAMS))).toEqual([]);
});

test('every script is a part of a program: one that is not makes its steps run as steps of somebody\'s own', () => {
  const known = new Set<string>(Object.values(PROGRAMS).flatMap(({ parts }) => parts));
  expect(Object.keys(embedded).filter((part) => !known.has(part))).toEqual([]);
});

test.each([...emitted])('%s: the name ends with the hash, the text says what it is, and tools leave it', (name, { metadata, immutable, data }) => {
  expect(metadata.name.endsWith(programSuffix(name, data))).toBe(true);
  expect(immutable).toBe(true);
  expect(Object.keys(data)).toEqual([`${name}.sh`]);
  expect(data[`${name}.sh`]).toMatch(new RegExp(`^# ${name}\\.sh of cdk8s-prelude \\d+\\.\\d+\\.\\d+: .+ Source, .+https://`));
  expect(data[`${name}.sh`]).not.toMatch(/[ \t]$/m);
  expect(metadata.annotations).toMatchObject({
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous', 'argocd.argoproj.io/sync-options': 'Prune=false', 'helm.sh/resource-policy': 'keep',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
});

test.each(files)('%s: no text of ours in a container has more than five lines', (file) => {
  const long = objectsIn(file).flatMap(({ spec }) => {
    const pod = spec?.jobTemplate?.spec.template.spec ?? spec?.template?.spec ?? spec ?? {};
    return [...pod.initContainers ?? [], ...pod.containers ?? []].flatMap(({ name, command = [] }: { name: string; command?: string[] }) =>
      command.filter((word) => word.split('\n').length > 5).map(() => name));
  });
  expect(long).toEqual([]);
});

describeWith(['shellcheck'], 'shellcheck', () => {
  test.each([...emitted])('takes %s as it stands', (name, { data }) => {
    const file = join(temporaryDirectory('prelude-emitted-'), `${name}.sh`);
    writeFileSync(file, data[`${name}.sh`]);
    expect(execFileSync(findTool('shellcheck')!, ['-f', 'gcc', file], { encoding: 'utf8' })).toBe('');
  });
});

/** Lines of shell and of facts are as long as they are, cdk8s begins no file with `---`, and a text of a user may have a blank at the end of a line. */
const RULES = '{extends: default, rules: {line-length: disable, document-start: disable, trailing-spaces: disable}}';

describeWith(['yamllint'], 'yamllint', () => {
  test('takes every file of the examples as it stands', () => {
    expect(execFileSync(findTool('yamllint')!, ['--strict', '-f', 'parsable', '-d', RULES, ...files.map((file) => join(examples, file))], { encoding: 'utf8' })).toBe('');
  });
});
