import gates from '../../tools/feature-gates.json';
import { VERSIONED_FIELDS } from '../../src/manifest/versioned-fields';
import { SUPPORTED_VERSIONS } from '../../src/manifest/version';

/* The table of fields by version against Kubernetes' own list of feature gates, as tools/feature-gates.json holds it. */

interface Gate { readonly on?: number; readonly stable?: number; readonly off?: number }
const listed: Readonly<Record<string, Gate>> = gates.gates;
const ahead: Readonly<Record<string, Gate>> = gates.ahead.gates;

const title = ({ of, kind, field, values }: (typeof VERSIONED_FIELDS)[number]) => `${kind ?? of} ${field}${values ? `: ${values.join('|')}` : ''}`;

test(`the list that was read is that of the newest supported version (${gates.version})`, () => {
  expect(gates.version).toMatch(new RegExp(`^1\\.${SUPPORTED_VERSIONS.newest}\\.[0-9]+$`));
});

test('every row stands once', () => {
  const titles = VERSIONED_FIELDS.map(title);
  expect(titles.filter((one, index) => titles.indexOf(one) !== index)).toEqual([]);
});

test('every gate of the extract is in the table', () => {
  const names = new Set(VERSIONED_FIELDS.map(({ gate }) => gate));
  expect([...Object.keys(listed), ...Object.keys(ahead)].filter((gate) => !names.has(gate))).toEqual([]);
});

describe.each(VERSIONED_FIELDS.map((row) => [title(row), row] as const))('%s', (_title, { gate, gone, since, stable, unlisted }) => {
  if (unlisted) {
    // By hand: such a feature is stable, and older than what is supported.
    test(`its gate ${gate} is no longer listed`, () => {
      expect(listed[gate]).toBeUndefined();
      expect(stable).toBeLessThan(SUPPORTED_VERSIONS.newest);
    });
    return;
  }
  test(`is as the list says of ${gate}`, () => {
    const { on, stable: becameStable, off } = ahead[gate] ?? listed[gate] ?? {};
    expect(listed).toHaveProperty(gate);
    const said = off === undefined ? { since: on, stable: becameStable, gone: undefined } : { since: undefined, stable: undefined, gone: off };
    expect({ since, stable, gone }).toEqual(said);
  });
});

test('what comes only with a version that is not out yet is off in the newest one', () => {
  for (const gate of Object.keys(ahead)) expect(listed[gate]?.on ?? Infinity).toBeGreaterThanOrEqual(gate === 'EnvFiles' ? 35 : SUPPORTED_VERSIONS.newest + 1);
});
