import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { writeYaml } from '../../src/manifest/write-yaml';
import { AWKWARD } from '../support/awkward-texts';
import { kubernetesReader, pyYaml, type YamlReader } from '../support/yaml-readers';
import { askedAll } from '../support/all';

const examples = resolve(__dirname, '../../examples');

/** What the examples write, each document by its place. */
function documentsOfExamples(): ReadonlyMap<string, unknown> {
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) => /\/dist\/.*\.yaml$/.test(file));
  return new Map(files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(examples, file), 'utf8'), { version: '1.1' })
      .map((document, index) => [`${file}, ${index}`, document.toJS() as unknown] as const)));
}

/** Numbers that look random and are the same in each run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const LETTERS = [...'aAeEnNyYtTxXzZ_0189 \n\t:#-+.,%/=~<>|&*!?\'"`\\@[]{}()$äж中\u00a0\u007f\u0085\u2028\u202e\ufeff👍'];

/** Documents of any shape, of awkward texts, pieces of them, and any characters that mean something to readers. */
function generated(count: number, seed: number): readonly unknown[] {
  const below = numbers(seed);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const letters = () => Array.from({ length: 1 + below(8) }, () => one(LETTERS)).join('');
  const text = () => {
    switch (below(5)) {
      case 0: return letters();
      case 1: return one(AWKWARD) + one(AWKWARD);
      case 2: return one(AWKWARD) + letters();
      default: return one(AWKWARD);
    }
  };
  const value = (depth: number): unknown => {
    switch (below(depth > 3 ? 5 : 8)) {
      case 0: return one([0, -0, 1, -7, 1.5, 0.1, 1e21, 1e-7, -2.5e-9, 420, 9007199254740991, true, false, null]);
      case 5: return Array.from({ length: below(4) }, () => value(depth + 1));
      case 6: case 7: return mapping(depth + 1);
      default: return text();
    }
  };
  const mapping = (depth: number): object => Object.fromEntries(Array.from({ length: below(4) }, () => [below(2) === 0 ? text() : one(['name', 'value', 'spec']), value(depth)]));
  return Array.from({ length: count }, () => (below(8) === 0 ? Array.from({ length: 1 + below(3) }, () => value(1)) : mapping(0)));
}

/** `-0` is `0` to all readers. */
const asJson = (document: unknown): unknown => JSON.parse(JSON.stringify(document)) as unknown;

function unequal(reader: YamlReader, documents: readonly unknown[]): readonly object[] {
  const texts = documents.map((document) => writeYaml(document)!);
  const read = reader.read(texts);
  expect(read).toHaveLength(documents.length);
  return documents.flatMap((document, index) => {
    const written = asJson(document);
    // Order does not matter to them, and sigs.k8s.io/yaml sorts.
    return JSON.stringify(sorted(written)) === JSON.stringify(sorted(read[index])) ? [] : [{ document, text: texts[index], read: read[index] }];
  });
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]);
};

const SHARE = askedAll() ? 1 : 0.05;
/** The reader that is written in Python takes a hundred times as long. */
const READERS = [
  { reader: kubernetesReader(), count: 100_000 * SHARE }, { reader: pyYaml('CSafeLoader'), count: 100_000 * SHARE },
  { reader: pyYaml('SafeLoader'), count: 5_000 * SHARE },
];

describe.each(READERS)('$reader.name reads', ({ reader, count }) => {
  const readable = reader.missing === undefined ? test : test.skip;

  readable('all examples as they were meant', () => {
    expect(unequal(reader, [...documentsOfExamples().values()])).toEqual([]);
  }, 60_000);

  readable('each awkward text as a value, in a list, and as a key', () => {
    expect(AWKWARD.length).toBeGreaterThan(300);
    expect(unequal(reader, AWKWARD.flatMap((text) => [
      { value: text, after: 1 }, { deep: { deeper: { value: text } } }, { list: [text, [text], { value: text }] }, [text], { [text]: 1, after: 1 },
      { list: [{ [text]: { [text]: text } }, 1] },
    ]))).toEqual([]);
  }, 60_000);

  readable(`${count} generated documents as they were meant`, () => {
    for (let seed = 0; seed < 10; seed += 1) expect(unequal(reader, generated(count / 10, seed)).slice(0, 3)).toEqual([]);
  }, 600_000);
});

test('many documents in one file stay apart', () => {
  const documents = generated(500, 17);
  const read = parseAllDocuments(documents.map((document) => writeYaml(document)).join('---\n'), { version: '1.1', uniqueKeys: false });
  expect(read.map((document) => document.errors)).toEqual(documents.map(() => []));
});

describe('the layout', () => {
  test('is that of cdk8s for all examples', () => {
    const documents = documentsOfExamples();
    expect(documents.size).toBeGreaterThan(50);
    for (const [place, document] of documents) expect([place, writeYaml(document)]).toEqual([place, withoutBlankLines(Yaml.stringify(document))]);
  });

  test('is one that people read', () => {
    expect(writeYaml({
      command: ['/bin/sh', '/prelude/wait.sh', '-c', '--', '--timeout', '600', 'db=postgres://db:5432'], empty: {}, none: [],
      note: 'waits until db (postgres://db:5432) is there, for at most 570 s', json: '{"version":1}', quote: '"it\'s so"', 'app.kubernetes.io/name': 'ä',
      images: ['busybox:1.37.0-musl', '1.4.2', '25%', '127.0.0.1'], nested: [[1, [true]], [{ a: null }]], script: 'set -eu\n\n\techo "$1"\n', last: 'a\nb', on: 'no',
    })).toBe(`command:
  - /bin/sh
  - /prelude/wait.sh
  - -c
  - --
  - --timeout
  - "600"
  - db=postgres://db:5432
empty: {}
none: []
note: waits until db (postgres://db:5432) is there, for at most 570 s
json: '{"version":1}'
quote: "\\"it's so\\""
app.kubernetes.io/name: ä
images:
  - busybox:1.37.0-musl
  - 1.4.2
  - 25%
  - 127.0.0.1
nested:
  - - 1
    - - true
  - - a: null
script: |
  set -eu

  \techo "$1"
last: |-
  a
  b
"on": "no"
`);
  });
});

/** `yaml` indents empty lines within lines of text: blanks that nobody sees, and editors take away. */
const withoutBlankLines = (text: string): string => text.replace(/^ +$/gm, '');

test.each([
  ['a Date', { at: new Date(0) }], ['a Map', { map: new Map() }], ['an object of a class', { of: new (class A {})() }], ['undefined', { a: undefined }], ['a function', { a: () => 1 }],
  ['a symbol', { a: Symbol('a') }], ['NaN', { a: NaN }], ['a bigint', { a: 1n }], ['a text alone', 'text'], ['null alone', null], ['nothing', undefined],
])('%s is left to the writer of cdk8s', (_, document) => {
  expect(writeYaml(document)).toBeUndefined();
});

test('what holds itself is left to the writer of cdk8s', () => {
  const self: { self?: unknown } = {};
  self.self = self;
  expect(writeYaml(self)).toBeUndefined();
});
