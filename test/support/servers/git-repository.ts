import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../temporary';

/** A file as `path: content`; a link or a submodule as `path: { link }` or `path: { submodule }`. */
export type Entry = string | Buffer | { readonly link: string } | { readonly submodule: string } | { readonly program: string };
export type Tree = Readonly<Record<string, Entry>>;

/** A bare repository, made without a work tree. */
export interface Repository {
  /** Its name below the root that servers serve. */
  readonly name: string;
  /** Makes a commit of exactly these files on a ref (refs/heads/main), and returns its name. */
  commit(tree: Tree, ref?: string): string;
  /** Makes a commit, which git itself refuses to make, of one file in a directory with this name. */
  commitBelow(directory: string): string;
  /** Makes a tree of these entries, each a mode, a name and the id of an object; returns its id. */
  tree(entries: ReadonlyArray<readonly [mode: string, name: string, id: string]>): string;
  /** Any git command in it; returns what it prints. */
  git(...args: string[]): string;
}

/** A directory of repositories, for servers. */
export interface Repositories {
  readonly root: string;
  create(name: string): Repository;
}

const who = 'Test <test@example.com> 1700000000 +0000';

export function makeRepositories(): Repositories {
  const root = temporaryDirectory('prelude-git-', 0o755);
  return { root, create: (name) => repository(root, name) };
}

function repository(root: string, name: string): Repository {
  const directory = join(root, name);
  const run = (args: readonly string[], input?: Buffer) => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: directory, input, encoding: 'utf8', env: { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  mkdirSync(directory, { recursive: true });
  run(['init', '-q', '--bare', '-b', 'main']);
  let time = 1_700_000_000;
  const write = (type: string, data: Buffer) => run(['hash-object', '-t', type, '--literally', '-w', '--stdin'], data);
  const row = (mode: string, path: string, id: string) => Buffer.concat([Buffer.from(`${mode} ${path}\0`), Buffer.from(id, 'hex')]);
  return {
    name,
    tree: (entries) => write('tree', Buffer.concat(entries.map(([mode, path, id]) => row(mode, path, id)))),
    commitBelow: (below) => {
      const file = row('100755', 'post-checkout', write('blob', Buffer.from('#!/bin/sh\nexit 1\n')));
      const tree = write('tree', row('40000', below, write('tree', file)));
      const commit = write('commit', Buffer.from(`tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nm\n`));
      run(['update-ref', 'refs/heads/main', commit]);
      return commit;
    },
    git: (...args) => run(args),
    commit: (tree, ref = 'refs/heads/main') => {
      const parts: (string | Buffer)[] = [`reset refs/import\ncommit refs/import\ncommitter ${who.replace(/\d{10}/, String(time += 60))}\ndata 1\nm\n`];
      for (const [path, entry] of Object.entries(tree)) {
        const { mode, data } = encode(entry);
        const quoted = JSON.stringify(path);
        if (mode === '160000') parts.push(`M 160000 ${data.toString()} ${quoted}\n`);
        else parts.push(`M ${mode} inline ${quoted}\ndata ${data.length}\n`, data, '\n');
      }
      run(['fast-import', '--quiet', '--force'], Buffer.concat(parts.map((part) => Buffer.from(part))));
      const commit = run(['rev-parse', 'refs/import']);
      run(['update-ref', ref, commit]);
      run(['update-ref', '-d', 'refs/import']);
      return commit;
    },
  };
}

function encode(entry: Entry): { mode: string; data: Buffer } {
  if (typeof entry === 'string' || Buffer.isBuffer(entry)) return { mode: '100644', data: Buffer.from(entry) };
  if ('link' in entry) return { mode: '120000', data: Buffer.from(entry.link) };
  if ('submodule' in entry) return { mode: '160000', data: Buffer.from(entry.submodule) };
  return { mode: '100755', data: Buffer.from(entry.program) };
}
