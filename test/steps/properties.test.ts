import { Duration, Size } from 'cdk8s';
import { accountId, duration, flag, Given, mode, oneOf, paths, size, type Table, whole } from '../../src/step/properties';

/* A table of properties: what the compiler proves of it, and what is read by it. */

interface Props {
  readonly from: string;
  readonly strip?: number;
  readonly when?: 'fail' | 'keep';
}

const GOOD = { from: true, strip: whole(0).as('--strip'), when: oneOf('fail', 'keep').or('fail').as('--when') } satisfies Table<Props>;

test('every property has a row of its type, and there is no other row', () => {
  // @ts-expect-error -- `when` has no row
  const missing = { from: true, strip: whole(0) } satisfies Table<Props>;
  // @ts-expect-error -- `strp` is no property
  const misspelt = { ...GOOD, strp: whole(0) } satisfies Table<Props>;
  // @ts-expect-error -- a row of sizes for a number
  const otherType = { ...GOOD, strip: size } satisfies Table<Props>;
  // @ts-expect-error -- a choice that the row does not take
  const narrower = { ...GOOD, when: oneOf('fail') } satisfies Table<Props>;
  // @ts-expect-error -- what the code reads has no value here
  expect(() => new Given('test', { from: 'a' }, GOOD).value('from')).toThrow(TypeError);
  expect([missing, misspelt, otherType, narrower]).toHaveLength(4);
});

test('values have their defaults, and flags stand in the order of the rows', () => {
  const given = new Given<Props, typeof GOOD>('test', { from: 'a', strip: 2 }, GOOD);
  const when: 'fail' | 'keep' = given.value('when');
  const strip: number | undefined = given.value('strip');
  expect([when, strip, given.flags()]).toEqual(['fail', 2, ['--strip', '2', '--when', 'fail']]);
  expect(new Given<Props, typeof GOOD>('test', { from: 'a', when: 'keep' }, GOOD).flags()).toEqual(['--when', 'keep']);
});

test('unknown properties are refused at once, wrong ones when they are asked for', () => {
  const props = (given: object) => () => new Given<Props, typeof GOOD>('test', { from: 'a', ...given }, GOOD);
  expect(props({ strp: 1 })).toThrow(/"strp" is not a property.*the properties are from, strip, when\..*\(rule unknown-property\)/);
  expect(props({ strip: -1 })).not.toThrow();
  expect(() => props({ strip: -1 })().value('strip')).toThrow(/strip must be a whole number/);
  expect(() => props({ strip: -1 })().flags()).toThrow(/strip must be a whole number/);
});

test('what must be given is asked for by its check', () => {
  const table = { user: accountId.needed(), maxSize: size.needed().as('--max-bytes') } as const;
  const given = new Given<{ readonly user: number; readonly maxSize: Size }, typeof table>('test', {} as never, table);
  expect(() => given.value('user')).toThrow(/^test: user .*\(rule user-id\)/);
  expect(() => given.flags()).toThrow(/maxSize must be a Size/);
});

test.each([
  [size, Size.mebibytes(1), ['1048576']], [duration, Duration.minutes(1), ['60']], [accountId, 0, ['0']], [mode(0o777), 0o750, ['0750']],
  [oneOf('a', 'b'), 'b', ['b']], [paths('paths'), ['a', 'b/c'], ['a', 'b/c']], [flag, true, []],
])('%#: words of a kind', (kind, value, words) => {
  const flags = (kind as typeof flag).as('--flag').flags('test', 'it', value as never);
  expect(flags).toEqual(words.flatMap((word) => ['--flag', word]));
});
