import { readObjects } from '../../src/manifest/read-yaml';
import { type Answer, askKubectl, canAsk } from './kubectl-reader';

/* What the unquoted text after `v: ` is to kubectl, or the whole document where it has lines of its own. */
const VALUES: ReadonlyArray<readonly [text: string, value: unknown]> = [
  ['no', false], ['NO', false], ['No', false], ['off', false], ['n', false], ['N', false], ['nO', 'nO'],
  ['yes', true], ['y', true], ['on', true], ['On', true], ['true', true], ['TRUE', true], ['tRUE', 'tRUE'],
  ['~', null], ['null', null], ['Null', null], ['NULL', null], ['', null], ['nULL', 'nULL'],
  ['0644', 420], ['0o644', 420], ['0O17', 15], ['0400', 256], ['08', 8], ['0', 0], ['00', 0], ['-0644', -420], ['+0644', 420], ['0_644', 420],
  ['1_000', 1000], ['1__0', 10], ['12_', 12], ['_12', '_12'], ['1_.5', 1.5], ['._5', '._5'], ['0x_1f', 31],
  ['0b11', 3], ['0B11', 3], ['-0b11', -3], ['0b12', '0b12'], ['0x1f', 31], ['0X1F', 31], ['0x', '0x'], ['0xg', '0xg'],
  ['12:30:45', '12:30:45'], ['1:20', '1:20'], ['190:20:30', '190:20:30'], ['2001-01-01', '2001-01-01'], ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['1e3', 1000], ['1E3', 1000], ['1e+3', 1000], ['1.5e-3', 0.0015], ['.5', 0.5], ['1.', 1], ['+1', 1], ['+.5', 0.5], ['-.5', -0.5], ['1.0', 1], ['1.e', '1.e'], ['.', '.'], ['1.2.3', '1.2.3'],
  ['1.31', 1.31], ['100m', '100m'], ['64Mi', '64Mi'], ['10Gi', '10Gi'], ['1e', '1e'], ['-', undefined], ['--', '--'], ['=', '='], ['<<', '<<'],
  ['"no"', 'no'], ["'0644'", '0644'], ['!!str 1', '1'], ['!!binary aGk=', 'hi'], ['!Ref x', 'x'],
  ['{ a: yes }', { a: true }], ['[0644, no, "no"]', [420, false, 'no']], ['|\n  no\n', 'no\n'], ['>-\n  a\n  b\n', 'a b'],
  ['&a 1\nw: *a', 1],
];
/** What kubectl refuses: no value, and a reason. */
const REFUSED: readonly string[] = [
  'v: .inf', 'v: -.inf', 'v: .nan', 'v: -', 'a: 1\na: 2', 'v: { a: 1, a: 2 }', 'null: 1', '~: 1', '? { a: 1 }\n: 2', 'v: *nobody', 'v: [', 'v: "x', '\tv: 1', 'v: a: b', 'v: {{ .x }}',
];
/** Whole documents: what they are. */
const DOCUMENTS: ReadonlyArray<readonly [text: string, value: unknown]> = [
  ['on: 1', { true: 1 }], ['no: 1', { false: 1 }], ['0644: 1', { 420: 1 }], ['1: 1', { 1: 1 }], ['1.5: 1', { 1.5: 1 }],
  ['a: &a { x: 1 }\nb: { <<: *a, z: 2 }', { a: { x: 1 }, b: { x: 1, z: 2 } }],
  ['a: &a { x: 1 }\nb: &b { z: 1 }\nc: { <<: [*a, *b] }', { a: { x: 1 }, b: { z: 1 }, c: { x: 1, z: 1 } }],
  ['%YAML 1.1\n---\na: no', { a: false }],
  ['\uFEFFa: 1', { a: 1 }], ['a: |\r\n  x\r\n  y\r\n', { a: 'x\ny\n' }],
  ['{"a": 1, "b": "no"}', { a: 1, b: 'no' }], ['{a: no, "b": 0644,}', { a: false, b: 420 }], ['---\na: 1\n...\n', { a: 1 }],
];
/* What kubectl refuses and is read all the same: what is meant is plain, and whoever applies it is told by kubectl. */
const TAKEN_ALL_THE_SAME: typeof DOCUMENTS = [
  ['a: &a { x: 1 }\nb: { <<: *a, x: 2 }', { a: { x: 1 }, b: { x: 2 } }], ['%YAML 1.2\n---\na: no', { a: false }],
];

const read = (text: string): unknown => {
  const { objects: [object], errors } = readObjects(text);
  if (errors.length > 0 || !object) throw new Error(errors.map(({ reason }) => reason).join('; ') || 'nothing was read');
  return object.manifest;
};
const valueOf = (text: string): unknown => (read(`v: ${text}`) as { readonly v: unknown }).v;

test.each(VALUES.filter(([, value]) => value !== undefined))('v: %s is %p', (text, value) => expect(valueOf(text)).toEqual(value));
test.each(REFUSED)('%j is refused', (text) => expect(readObjects(text)).toMatchObject({ objects: [], errors: [{ reason: expect.any(String) }] }));
test.each([...DOCUMENTS, ...TAKEN_ALL_THE_SAME])('%j is %p', (text, value) => expect(read(text)).toEqual(value));

/* Numbers of more than 53 bits are the one thing that is read otherwise: no field that a rule looks at has any. */
test('a number of more than 53 bits loses its last digits', () => expect(valueOf('9007199254740993')).toBe(9007199254740992));

const ofKubectl = (answer: Answer | undefined): unknown => (answer && 'value' in answer ? answer.value : 'refused');
const ours = (text: string): unknown => {
  try {
    return read(text);
  } catch {
    return 'refused';
  }
};

/** Texts of the characters that numbers, dates and booleans are made of; the same in every run. */
function generated(count: number): readonly string[] {
  const alphabet = '0011789_.+-eExXoObBfFnNyY:~T';
  let seed = 20_261;
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(6) }, () => alphabet[next(alphabet.length)]).join(''));
}

describe('beside sigs.k8s.io/yaml itself', () => {
  const compare = (texts: readonly string[]) => {
    const answers = askKubectl(texts);
    const wrong = texts.flatMap((text, index) => {
      const [own, theirs] = [JSON.stringify(ours(text)), JSON.stringify(ofKubectl(answers[index]))];
      return own === theirs ? [] : [`${JSON.stringify(text)}: ${own}, and kubectl says ${theirs}`];
    });
    expect(wrong).toEqual([]);
  };
  const it = canAsk() ? test : test.skip;
  it('the tables say what it says', () => compare([...VALUES.map(([text]) => `v: ${text}`), ...REFUSED, ...DOCUMENTS.map(([text]) => text)]));
  it('what it refuses and we take is this', () => {
    for (const answer of askKubectl(TAKEN_ALL_THE_SAME.map(([text]) => text))) expect(ofKubectl(answer)).toBe('refused');
  });
  it('3,000 generated texts are the same to both', () => compare(generated(3000).map((text) => `v: ${text}`)));
});
