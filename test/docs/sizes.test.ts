import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ContainerResources } from 'cdk8s-plus-28';
import {
  CLONE_RESOURCES, FETCH_RESOURCES, HELPER_RESOURCES, STEP_RESOURCES, PERMISSIONS_RESOURCES, WAIT_RESOURCES,
} from '../../src/template/default-resources';

const LIMITS: Readonly<Record<string, ContainerResources>> = {
  wait: WAIT_RESOURCES, fetch: FETCH_RESOURCES, unpack: FETCH_RESOURCES, data: FETCH_RESOURCES, clone: CLONE_RESOURCES,
  fix: PERMISSIONS_RESOURCES, run: STEP_RESOURCES, install: HELPER_RESOURCES,
};

const page = readFileSync(resolve(__dirname, '../../docs/performance.md'), 'utf8');
const section = page.split(/^## /m).find((text) => text.startsWith('Sizes')) ?? '';
const rows = section.split('\n').filter((line) => line.startsWith('| ')).slice(2).map((line) => line.slice(2, -2).split(' | '));
const mebibytes = (text: string | undefined): number => Number(/^([\d.]+) MiB$/.exec(text ?? '')?.[1]);

describe('docs/performance.md, "Sizes"', () => {
  test('has every program', () => {
    expect([...new Set(rows.map(([what]) => what!.split(':')[0]!))].sort()).toEqual(Object.keys(LIMITS).sort());
  });

  test.each(rows)('%s: the limit is twice what is needed', (what, limit, peak, enough) => {
    const { memory } = LIMITS[what.split(':')[0]!]!;
    expect(mebibytes(limit)).toBe(memory!.limit!.toMebibytes());
    expect(mebibytes(enough)).toBeLessThanOrEqual(mebibytes(limit) / 2);
    // Where the peak is the limit, the rest is page cache.
    if (mebibytes(peak) < mebibytes(limit)) expect(mebibytes(peak)).toBeLessThanOrEqual(mebibytes(limit) / 2);
  });
});
