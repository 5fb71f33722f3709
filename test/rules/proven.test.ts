import { lostProofs, spoiledProofs, type VolumeUse, volumeIdentity } from '../../src/declared/proven';
import { endsInTurn, type Life, runsOnFrom } from '../../src/manifest/life';
import { overlapsOf } from '../../src/manifest/overlap';

const APP = runsOnFrom(9);
const use = (more: Partial<VolumeUse>): VolumeUse =>
  ({ name: 'v', volume: 'v', readOnly: true, provenBy: undefined, verified: false, writesFiles: false, ...more });
const reads = (life: Life, more: Partial<VolumeUse> = {}) => ({ name: 'reader', life, uses: [use({ provenBy: 'step', ...more })] });
const writes = (life: Life, more: Partial<VolumeUse> = {}) => ({ name: 'writer', life, uses: [use({ readOnly: false, writesFiles: true, ...more })] });
const step = { name: 'step', life: endsInTurn(3), uses: [use({ readOnly: false })] };

describe('nobody writes what was proven, as long as somebody reads it', () => {
  test.each<[string, Life, Life, boolean]>([
    ['a writer beside the reader', APP, APP, true],
    ['a step between the proof and the reader', endsInTurn(5), APP, true],
    ['a step that has ended before the proof', endsInTurn(1), APP, false],
    ['a sidecar that was started before the proof, and runs on', runsOnFrom(1), APP, true],
    ['a sidecar that was started after the proof', runsOnFrom(5), APP, true],
    ['a step after a reader that has ended', endsInTurn(5), endsInTurn(4), false],
    ['a step after a reader that runs on', endsInTurn(5), runsOnFrom(4), true],
    ['a sidecar after a reader that has ended', runsOnFrom(5), endsInTurn(4), false],
    ['a sidecar beside a reader that ends', runsOnFrom(1), endsInTurn(4), true],
  ])('%s', (_, writer, reader, isSpoiled) => {
    expect(spoiledProofs([step, writes(writer), reads(reader)])).toHaveLength(isSpoiled ? 1 : 0);
  });

  test('who writes beside the files spoils only what was looked at', () => {
    const beside = { writesFiles: false };
    expect(spoiledProofs([step, writes(APP, beside), reads(APP)])).toEqual([]);
    expect(spoiledProofs([step, writes(APP, beside), reads(APP, { verified: true })])).toMatchObject([{ step: 'step', reader: 'reader' }]);
    // Until it has looked: a step that writes itself what it then verifies.
    expect(spoiledProofs([{ ...step, uses: [use({ readOnly: false, writesFiles: true })] }, reads(APP, { verified: true })])).toEqual([]);
  });

  test('another volume is another one, and two names of one claim are not', () => {
    expect(spoiledProofs([step, writes(APP, { volume: 'w' }), reads(APP)])).toEqual([]);
    expect([volumeIdentity('a', undefined), volumeIdentity('a', ''), volumeIdentity('a', 'data') === volumeIdentity('b', 'data')]).toEqual(['a', 'a', true]);
  });
});

describe('what a later step has written again is not proven by the first one', () => {
  const overwrite = { volume: 'v', file: 'conf/a', step: 'step', by: 'again' };
  const again = { name: 'again', life: endsInTurn(5), uses: [use({ readOnly: false, writesFiles: true })] };
  const lost = (life: Life, more: Partial<VolumeUse> = {}, by = again) =>
    lostProofs([step, by, reads(life, more)], [overwrite]).map(({ reader }) => reader.name);

  test.each<[string, Life, readonly string[]]>([
    ['the app', APP, ['reader']],
    ['a step that comes later', endsInTurn(6), ['reader']],
    ['a step that has ended before', endsInTurn(4), []],
    ['a sidecar that was started before, and runs on', runsOnFrom(4), ['reader']],
  ])('read by %s', (_, life, readers) => expect(lost(life)).toEqual(readers));

  test('written by a sidecar: for those that run from its start on', () => {
    const sidecar = { ...again, life: runsOnFrom(5) };
    expect([lost(endsInTurn(4), {}, sidecar), lost(endsInTurn(6), {}, sidecar), lost(runsOnFrom(4), {}, sidecar)]).toEqual([[], ['reader'], ['reader']]);
  });

  test.each<[string, Partial<VolumeUse>, boolean]>([
    ['the whole volume', {}, true], ['the file', { path: 'conf/a' }, true], ['a directory around it', { path: 'conf' }, true],
    ['another file', { path: 'conf/ab' }, false], ['another directory', { path: 'con' }, false], ['another volume', { volume: 'w' }, false],
    ['the files of the later step', { provenBy: 'again' }, false], ['to write it', { readOnly: false }, false],
  ])('mounted: %s', (_, more, isLost) => expect(lost(APP, more)).toEqual(isLost ? ['reader'] : []));
});

describe('mounts of one container overlap', () => {
  const at = (path: string, readOnly = true) => ({ path, readOnly });

  test.each<[string, ReturnType<typeof at>[], string[]]>([
    ['at one path', [at('/a'), at('/a', false)], ['same path']],
    ['one inside of a read-only one, in either order', [at('/a/b', false), at('/a')], ['inside of read-only']],
    ['one inside of the read-only root', [at('/'), at('/a', false)], ['inside of read-only']],
    ['one inside of a writable one', [at('/a', false), at('/a/b')], []],
    ['side by side', [at('/a'), at('/ab'), at('/b/a')], []],
  ])('%s', (_, mounts, kinds) => {
    expect(overlapsOf(mounts).map(({ kind }) => kind)).toEqual(kinds);
  });
});
