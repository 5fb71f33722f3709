import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wholeProgram } from '../../src/assembly/delivery/whole-program';
import { PROGRAMS } from '../../src/scripts/programs';
import { expand, expandEnvironment } from './expansion';
import type { ContainerJson } from './kubernetes';
import { findTool } from './tools';

/** What the program of a container was started with. */
export interface Started {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A program of the user's that writes down what it was given, byte for byte. */
const PROGRAM = `#!${process.execPath}
require('fs').writeFileSync(process.env.REPORT, JSON.stringify({ argv: process.argv.slice(2), env: { ...process.env } }));
`;

/** Variables that a container may find where nobody has set them. */
const AROUND = [{ name: 'NAME', value: 'expanded' }, { name: 'HOME', value: '/home' }];

/** Starts containers whose command is `/program`, as kubelet and the runtime would, with busybox and the program at other places. */
export class Starter {
  readonly directory = mkdtempSync(join(tmpdir(), 'prelude-values-'));

  constructor() {
    writeFileSync(join(this.directory, 'program'), PROGRAM, { mode: 0o755 });
  }

  /** `secrets` are the values of Secrets by the name of the variable; `shell` is another one than busybox for our script. */
  start(container: ContainerJson, secrets: Readonly<Record<string, string>> = {}, shell?: string): Started {
    const report = join(this.directory, 'report.json');
    // What comes out of a Secret is not expanded.
    const given = (container.env ?? []).map(({ name, value = '' }) => ({ name, value: secrets[name]?.replaceAll('$', '$$$$') ?? value }));
    const variables = expandEnvironment([...AROUND, ...given]);
    const argv = [...(container.command ?? []), ...(container.args ?? [])].map((word) => expand(word, variables));
    const busybox = findTool('busybox') ?? '';
    const placed = argv.map((word) => this.programFile(word)
      ?? word.replace(/^\/prelude-bin\/busybox$/, busybox).replace(/^\/program$/, join(this.directory, 'program')));
    if (shell !== undefined && placed[1] === 'sh') placed.splice(0, 2, shell);
    const result = spawnSync(placed[0] ?? '', placed.slice(1), {
      env: { ...variables, PRELUDE_BUSYBOX: busybox, PRELUDE_TERMINATION_LOG: join(this.directory, 'termination-log'), REPORT: report }, encoding: 'utf8',
    });
    if (result.status !== 0) throw new Error(`exit ${result.status}: ${result.stdout}${result.stderr}`);
    return JSON.parse(readFileSync(report, 'utf8')) as Started;
  }

  /** The file of one of the library's programs, which a ConfigMap holds where pods run. */
  private programFile(word: string): string | undefined {
    const [, name = ''] = /^\/prelude\/(.+)\.sh$/.exec(word) ?? [];
    const program = PROGRAMS[name];
    if (program === undefined) return undefined;
    const { file, data } = wholeProgram(program.parts);
    writeFileSync(join(this.directory, file), data[file] ?? '');
    return join(this.directory, file);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
