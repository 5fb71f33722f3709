import { spawnSync } from 'node:child_process';
import { programsNow, readVersions, renderEmbedded, type Versions } from '../../tools/embed-scripts';
import { afterRelease } from '../../tools/release-programs';
import { embedded } from '../../src/scripts/embedded';
import { PROGRAMS } from '../../src/scripts/programs';

const FIRST: Versions = { next: '0.2.0', released: {} };
const versionsIn = (versions: Versions, scripts: Readonly<Record<string, string>> = embedded) =>
  Object.fromEntries(Object.entries(programsNow(versions, scripts)).map(([name, { version }]) => [name, version]));

test('before the first release every program is of the version that is made', () => {
  expect(new Set(Object.values(versionsIn(FIRST)))).toEqual(new Set(['0.2.0']));
});

test('after a release only what changes has the next version', () => {
  const released = afterRelease(FIRST, '0.3.0', embedded);
  expect(released.next).toBe('0.3.0');
  expect(Object.keys(released.released).sort()).toEqual(Object.keys(PROGRAMS).sort());
  expect(new Set(Object.values(versionsIn(released)))).toEqual(new Set(['0.2.0']));
  const changed = versionsIn(released, { ...embedded, 'probe-tcp': `${embedded['probe-tcp']}true\n` });
  expect(Object.entries(changed).filter(([, version]) => version === '0.3.0').map(([name]) => name)).toEqual(['wait']);
  // One that changes after that, too: the first keeps its version.
  const later = afterRelease({ ...released, next: '0.3.0' }, '0.10.0', { ...embedded, 'probe-tcp': `${embedded['probe-tcp']}true\n` });
  expect(versionsIn(later, { ...embedded, 'probe-tcp': `${embedded['probe-tcp']}true\n` }).wait).toBe('0.3.0');
  expect(versionsIn(later, embedded).wait).toBe('0.10.0');
});

test('the library itself is the same after a release: no ConfigMap has another name for it', () => {
  const now = readVersions();
  expect(renderEmbedded(afterRelease(now, '99.0.0'))).toBe(renderEmbedded(now));
});

test.each([
  ['', '"" is not a version such as 0.3.0: give the one that comes after 0.2.0'],
  ['v0.3.0', '"v0.3.0" is not a version'],
  ['0.2.0', '0.2.0 does not come after 0.2.0, which is being released'],
  ['0.1.9', '0.1.9 does not come after 0.2.0'],
])('a next version %p is refused', (next, why) => {
  expect(() => afterRelease(FIRST, next, embedded)).toThrow(why);
});

test('the version that is being made has no tag: after a release, release:programs has been run', () => {
  const tags = spawnSync('git', ['tag', '--list', `v${readVersions().next}`], { cwd: __dirname, encoding: 'utf8' });
  expect(tags.status === 0 ? tags.stdout : '').toBe('');
});
