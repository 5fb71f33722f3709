import { readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../../tools/root';
import { run } from '../../tools/run';
import { temporaryDirectory } from '../support/temporary';
import { findTool } from '../support/tools';

const testWithBash = findTool('bash') === undefined ? test.skip : test;

// In bash, which runs the trap of EXIT where a signal ends it.
testWithBash('measure-scripts.sh takes away what it has made, also where it is interrupted before it has made all', () => {
  const work = temporaryDirectory('prelude-measure-', 0o755);
  writeFileSync(join(work, 'mktemp'), `#!/bin/sh\ncase $* in *shm*) kill -INT $PPID $$ ;; esac\nmkdir '${work}/made' && echo '${work}/made'\n`, { mode: 0o755 });
  const { output } = run(findTool('bash')!, [join(root, 'tools/measure-scripts.sh'), '/bin/true'], {
    cwd: work, quiet: true, env: { PATH: `${work}${delimiter}${process.env.PATH}`, MEASURING: '1' },
  });
  expect([output, readdirSync(work)]).toEqual(['', ['mktemp']]);
});
