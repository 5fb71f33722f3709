/* Runs the programs of test/compile-errors as plain JavaScript: swc takes the types away and looks at none. */
import { dirname, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { programs } from '../compile-errors/support/program';
import type { Theme } from './programs';

/** What each program of a text is told when it runs; undefined where nothing is. */
export type Told = (name: string) => unknown;

/** The programs of a file, or of its right twin. */
export function loadPrograms(theme: Theme, twin: 'wrong' | 'right'): Told {
  const source = twin === 'wrong' ? theme.lines.join('\n') : theme.right;
  const { code } = transformSync(source, {
    filename: theme.file, swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
  });
  programs.clear();
  const load = (name: string): unknown => jest.requireActual(name.startsWith('.') ? resolve(dirname(theme.file), name) : name);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the programs are the tests' own
  (new Function('require', 'exports', '__filename', code) as (require: typeof load, exports: object, file: string) => void)(load, {}, theme.file);
  const loaded = new Map(programs);
  return (name) => {
    const run = loaded.get(name);
    if (!run) throw new Error(`there is no program "${name}" in ${theme.file}`);
    try {
      run();
      return undefined;
    } catch (error) {
      return error;
    }
  };
}
