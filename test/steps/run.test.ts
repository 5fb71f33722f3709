import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, Chart, Duration, Size } from 'cdk8s';
import {
  claim, Deployment, helperImages, image, Job, notIdempotent, onceIn, postgres, RunCommand, RunScript, scratch, scriptFile, secretKey, StatefulSet,
  WaitForService, type Workload, writable,
} from '../../src';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

const tool = image('registry.example.com/indexer:2.1.0', { user: 1000, tools: ['indexer', 'jq'] });
const base = { purpose: 'builds the index', rerun: 'idempotent' } as const;
const command = { ...base, image: tool, command: ['indexer', '--to', '/output'] } as const;
const app = { image: image('a:1', { user: 1 }) };
const web = () => new Deployment(newChart(), 'web');
const annotation = (workload: Workload, step: string) => manifestOf(workload).spec.template.metadata.annotations[`cdk8s-prelude/${step}`];

describe('RunCommand', () => {
  test('runs the command of the image under its deadline, with what it needs', () => {
    const workload = web();
    const db = new WaitForService(workload, 'wait', { until: postgres({ host: 'db' }) });
    new RunCommand(workload, 'index', {
      ...command, tools: ['jq'], env: { LANG: 'de', DB_PASSWORD: secretKey('db', 'password') }, mounts: { '/tmp': scratch(Size.mebibytes(8)) },
      workingDir: '/work', timeout: Duration.seconds(30), gracePeriod: Duration.seconds(5), after: [db.ready],
    });
    workload.addContainer('app', app);
    expect(containerOf(workload, 'index')).toMatchObject({
      image: 'registry.example.com/indexer:2.1.0',
      args: ['--timeout', '30', '--grace', '5', '--tool', 'jq', '--', 'indexer', '--to', '/output'],
      env: [{ name: 'LANG', value: 'de' }, { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }, { name: 'PRELUDE_BUSYBOX' }],
      workingDir: '/work',
      securityContext: { runAsUser: 1000, runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    });
    expect(workload.startUpPlan.steps[1]).toMatchObject({ kind: 'RunCommand', after: ['wait'], gives: ['done'], deadlineSeconds: 30, attempts: 1 });
    expect(annotation(workload, 'index')).toBe('builds the index (idempotent), for at most 30 s');
  });

  test('its files are written beside those that others see', () => {
    const workload = web();
    const index = new RunCommand(workload, 'index', { ...command, writes: ['index.db', 'pages/a.html'], maxSize: Size.mebibytes(10) });
    workload.addContainer('app', { ...app, mounts: { '/app/index': index.files, '/app/a.html': index.file('pages/a.html') } });
    expect(containerOf(workload, 'index')).toMatchObject({
      args: expect.arrayContaining(['--output', '/prelude-output', '--require', 'index.db', '--require', 'pages/a.html']),
      volumeMounts: [{ mountPath: '/output', name: 'index', subPath: 'new' }, { mountPath: '/prelude-output', name: 'index' }, { mountPath: '/prelude-bin' }],
    });
    expect(containerOf(workload, 'app').volumeMounts).toEqual([
      { mountPath: '/app/index', name: 'index', subPath: 'files', readOnly: true },
      { mountPath: '/app/a.html', name: 'index', subPath: 'files/pages/a.html', readOnly: true },
    ]);
    expect(podOf(workload).volumes?.[0]).toEqual({ name: 'index', emptyDir: { sizeLimit: '20Mi' } });
    expect(workload.startUpPlan.steps[0]!.gives).toEqual(['file: index.db', 'file: pages/a.html']);
  });

  test('gives proof that it is done, for those who come after', () => {
    const workload = web();
    const first = new RunCommand(workload, 'first', command);
    new RunCommand(workload, 'second', { ...command, after: [first.done] });
    workload.addContainer('app', app);
    expect(workload.startUpPlan.steps[1]!.after).toEqual(['first']);
    expect(first.done.step).toBe('first');
    expect(() => (first as any).files).toThrow('this step declares no files: list them in writes to get a handle');
  });
});

describe('RunScript', () => {
  const script = (props: object) => {
    const workload = web();
    new RunScript(workload, 'count', { ...base, ...props } as never);
    workload.addContainer('app', app);
    return containerOf(workload, 'count');
  };

  test('runs in busybox where no image is given, with its values as arguments', () => {
    const made = script({ script: 'grep -c "$1" /in\n', args: ["it's $(HOME)", '$$'], tools: ['grep'] });
    expect(made).toMatchObject({ image: helperImages.busybox.reference, securityContext: { runAsUser: 65534 } });
    expect(made.args).toEqual([
      '--timeout', '300', '--grace', '20', '--as', 'the script', '--tool', 'grep',
      '--', 'sh', '-euo', 'pipefail', '-c', 'grep -c "$1" /in\n', 'count', "it's $$(HOME)", '$$$',
    ]);
  });

  test('or in an image whose tools are not known, or that lists sh', () => {
    expect(script({ script: 'true', image: image('debian:12.8', { user: 1 }), tools: ['apt'] }).image).toBe('debian:12.8');
    expect(script({ script: 'true', image: image('debian:12.8', { user: 1, tools: ['sh'] }) }).image).toBe('debian:12.8');
  });

  test.each([
    ['#!/bin/bash\n[[ a ]]\n', /this script is for \/bin\/bash, but a step runs it with sh: .* Given: "#!\/bin\/bash"/], ['#!/usr/bin/env python3\nprint()\n', /for python3/],
    ['true\r\nfalse\r\n', /Windows line ends/],
  ])('%j is refused as the same file is', (text, message) => {
    expect(() => script({ script: text })).toThrow(message);
  });
  test('one that says that it is for sh is taken', () => {
    expect(script({ script: '#!/bin/sh\ntrue' }).args).toContain('#!/bin/sh\ntrue');
    expect(script({ script: '#!/usr/bin/env sh\ntrue' }).args).toContain('#!/usr/bin/env sh\ntrue');
  });
  test('a pipe fails with any of its commands where the shell is known to have that', () => {
    expect(script({ script: 'cat /in | sort' }).args).toEqual(expect.arrayContaining(['-euo', 'pipefail', '-c']));
    expect(script({ script: 'cat /in | sort', image: image('debian:12.8', { user: 1 }) }).args).toEqual(expect.arrayContaining(['-euc']));
    expect(script({ script: 'cat /in | sort', image: helperImages.mariadb }).args).toEqual(expect.arrayContaining(['-euc']));
  });

  test('runs no tool that its image lacks', () => {
    const program = 'cat /in | jq -r .a >/output/a';
    expect(() => script({ script: program })).toThrow('image "docker.io/library/busybox:1.37.0-musl" has no "jq"');
    expect(script({ script: program, image: image('registry.example.com/tools:1', { user: 1 }) })).toBeDefined();
    expect(script({ script: program, image: image('registry.example.com/tools:1', { user: 1, tools: ['sh', 'jq'] }) })).toBeDefined();
    expect(script({ script: 'if command -v jq; then jq .; fi' })).toBeDefined();
  });

  test('a secret among its arguments is told of', () => {
    expect(() => script({ script: 'sort "$1"', args: ['--password=hunter2'] })).toThrow(/count: argument --password=… names a secret \(args\[0\]\)/);
    expect(() => script({ script: 'sort "$1"', args: ['--password=hunter2'] })).not.toThrow(/hunter2/);
  });

  describe('in a file of its own', () => {
    let directory: string;
    beforeAll(() => { directory = mkdtempSync(join(tmpdir(), 'prelude-script-')); });
    afterAll(() => rmSync(directory, { recursive: true, force: true }));
    const file = (name: string, text: string): string => {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    };

    test('is read when the chart is built', () => {
      const path = file('setup.sh', '#!/bin/sh\necho "$1"\n');
      for (const given of [scriptFile(path), scriptFile(pathToFileURL(path))]) {
        expect(script({ script: given, args: ['x'] }).args?.slice(-4)).toEqual(['-c', '#!/bin/sh\necho "$1"\n', 'count', 'x']);
      }
    });

    test.each([
      ['relative', () => scriptFile('setup.sh'), /the path of a script must be absolute, or a file URL/],
      ['of the web', () => scriptFile(new URL('https://a/setup.sh')), /the path of a script must be absolute, or a file URL/],
      ['missing', () => scriptFile('/no/such/file.sh'), /this file cannot be read.*ENOENT/],
      ['empty', () => scriptFile(file('empty.sh', '\n')), /this file is empty/],
      ['for bash', () => scriptFile(file('bash.sh', '#!/usr/bin/env bash\n[[ a ]]\n')), /this script is for bash, but a step runs it with sh/],
      ['with Windows line ends', () => scriptFile(file('windows.sh', '#!/bin/sh\r\ntrue\r\n')), /Windows line ends/],
    ])('%s: refused', (_, make, message) => expect(make).toThrow(message));
  });
});

describe('what a second run does', () => {
  test('once for a claim: a note in it', () => {
    const set = new StatefulSet(newChart(), 'db', { ports: [1] });
    const data = set.claimTemplate('data', { size: Size.gibibytes(1) });
    new RunScript(set, 'import', { ...base, script: 'true', rerun: onceIn(data), mounts: { '/data': writable(data) } });
    set.addContainer('app', app);
    expect(containerOf(set, 'import')).toMatchObject({
      args: expect.arrayContaining(['--once', '/prelude-once/.prelude-once-test-db-import-a3c8f796']),
      volumeMounts: [{ mountPath: '/data', name: 'data' }, { mountPath: '/prelude-once', name: 'data' }],
    });
    expect(annotation(set, 'import')).toBe('builds the index (once in volume data), for at most 300 s');
  });

  test('workloads of one id in two charts may use one claim: each has a note of its own', () => {
    const tree = new App();
    const notes = ['blue', 'green'].flatMap((id) => [['web', 'import'], ['web-import', 'x']].map(([name = '', step = '']) => {
      const job = new Job(new Chart(tree, `${id}-${name}`), name, { podReplacementPolicy: 'Failed' } as never);
      new RunScript(job, step, { ...base, script: 'true', rerun: onceIn(claim(job, 'data', 'shared')) });
      job.addContainer('app', app);
      return containerOf(job, step).args?.find((word: string) => word.includes('.prelude-once-'));
    }));
    expect(new Set(notes).size).toBe(4);
  });

  test('not idempotent: the reason stands in the YAML', () => {
    const workload = web();
    new RunScript(workload, 'tell', { ...base, script: 'true', rerun: notIdempotent('each start is told') });
    workload.addContainer('app', app);
    expect(annotation(workload, 'tell')).toBe('builds the index (NOT idempotent: each start is told), for at most 300 s');
  });

  test('once in a claim that two pods share is refused, and not where there is one pod', () => {
    const workload = web();
    const shared = onceIn(claim(workload, 'data', 'shop-data'));
    expect(() => new RunScript(workload, 'a', { ...base, script: 'true', rerun: shared })).toThrow(
      '"web" can have two pods at the same time: both could find that the work is not done yet, because they share volume "data".');
    const job = new Job(newChart(), 'job', { podReplacementPolicy: 'Failed' });
    expect(new RunScript(job, 'a', { ...base, script: 'true', rerun: onceIn(claim(job, 'data', 'shop-data')) }).done).toBeDefined();
  });
});

test.each<[string, (workload: Deployment<'web'>) => unknown, RegExp | string]>([
  ['no word for the second run', (w) => new RunCommand(w, 'a', { ...command, rerun: undefined as never }), /rerun must be 'idempotent', onceIn\(a claim of this pod\)/],
  ['once with another pod\'s claim', (w) => new RunCommand(w, 'a', { ...command, rerun: onceIn(claim(web(), 'data', 'data')) as never }), /handle of pod/],
  ['once with no claim', () => onceIn('data' as never), /onceIn\(…\) needs a volume that outlives the pod/],
  ['once with files', (w) => new RunCommand(w, 'a', { ...command, writes: ['a'], rerun: onceIn(claim(w, 'data', 'data')) }), /a step with onceIn\(…\) cannot write files/],
  ['no reason', () => notIdempotent(''), /needs a reason in words/],
  ['a tool that the image lacks', (w) => new RunCommand(w, 'a', { ...command, tools: ['curl'] as never }), 'image "registry.example.com/indexer:2.1.0" has no "curl"'],
  ['an image without sh', (w) => new RunScript(w, 'a', { ...base, image: tool, script: 'true' as never }), 'image "registry.example.com/indexer:2.1.0" has no "sh"'],
  ['no files', (w) => new RunCommand(w, 'a', { ...command, writes: [] }), /writes must list at least one file/],
  ['a file that leads out', (w) => new RunCommand(w, 'a', { ...command, writes: ['../a'] }), /writes must list at least one file/],
  ['an absolute file', (w) => new RunCommand(w, 'a', { ...command, writes: ['/output/a'] }), /writes must list at least one file/],
  ['a mount over the output', (w) => new RunCommand(w, 'a', { ...command, writes: ['a'], mounts: { '/output/a': scratch(Size.mebibytes(1)) } }), /overlap/],
  ['an output within a mount', (w) => new RunCommand(w, 'a', { ...command, writes: ['a'], outputDirectory: '/tmp/out', mounts: { '/tmp': scratch(Size.mebibytes(1)) } }), /overlap/],
  ['a file that was not declared', (w) => new RunCommand(w, 'a', { ...command, writes: ['a'] }).file('b' as never), /this step has no file "b"/],
  ['an empty script', (w) => new RunScript(w, 'a', { ...base, script: ' ' }), /\{ script \} with some text/],
  ['no purpose', (w) => new RunCommand(w, 'a', { ...command, purpose: '' }), /purpose must be one line of text/],
])('%s is refused', (_, make, message) => {
  expect(() => make(web())).toThrow(message);
});
