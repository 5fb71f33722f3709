import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from './tools';

const sources = join(__dirname, 'yaml-readers');

/** Reads many YAML texts, as one of the programs does that people's manifests meet. */
export interface YamlReader {
  readonly name: string;
  /** Why the machine does not have it; undefined where it does. */
  readonly missing: string | undefined;
  /** What is in each of the texts: data, or a text that begins with "error: ". */
  read(texts: readonly string[]): readonly unknown[];
}

const LARGEST = 1 << 30;

function readBy(command: string, args: readonly string[], texts: readonly string[]): readonly unknown[] {
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: LARGEST });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.split('\n').slice(0, -1).map((line) => JSON.parse(line) as unknown);
}

/** Kubernetes' own: kubectl, the API server, Argo CD, Flux and Helm read with it. */
export function kubernetesReader(): YamlReader {
  const go = findTool('go');
  return {
    name: 'sigs.k8s.io/yaml',
    missing: go === undefined ? 'go' : undefined,
    read(texts) {
      const directory = mkdtempSync(join(tmpdir(), 'prelude-yaml-'));
      try {
        const program = join(directory, 'read');
        // The checksums of go.sum hold; the database of checksums need not be reached for them.
        const built = spawnSync(go ?? 'go', ['build', '-o', program, '.'], { cwd: sources, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=readonly' } });
        if (built.status !== 0) throw new Error(`go build: ${built.stderr}`);
        return readBy(program, [], texts);
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}

/** PyYAML reads YAML 1.1: `SafeLoader` is written in Python, `CSafeLoader` in C, with a scanner of its own. */
export function pyYaml(loader: 'SafeLoader' | 'CSafeLoader'): YamlReader {
  const missing = spawnSync('python3', ['-c', `import yaml; yaml.${loader}`]).status === 0 ? undefined : `PyYAML's ${loader}`;
  return { name: `PyYAML's ${loader}`, missing, read: (texts) => readBy('python3', [join(sources, 'read.py'), loader], texts) };
}
