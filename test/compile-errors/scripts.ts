/* Scripts and their values. */
import { type Done, type Files, helperImages, image, RunCommand, RunScript, scriptFile, type Workload } from 'cdk8s-prelude';
import type { Mountable } from 'cdk8s-prelude/steps';
import { readFileSync } from 'node:fs';
import { fine, mistake } from './support/program';
import { stage } from './support/stage';

mistake('value pasted into script', () => {
  const { web } = stage();
  const directory: string = ['/da', 'ta'].join('');
  new RunScript(web, 'tidy', {
    purpose: 'empties the cache',
    rerun: 'idempotent',
    // @error a value is inserted into the text of this script and can change its words and quotes: pass it in args, as "$1", or in env
    // @runtime -
    // @on script:
    // @right script: 'rm -rf "$1/cache"',
    script: `rm -rf ${directory}/cache`,
    args: [directory],
  });
});

fine('run', () => {
  const { web, config } = stage();
  const base = { purpose: 'runs', rerun: 'idempotent' } as const;

  // A script whose text is made at run time is taken, and a value that the compiler knows is not pasted by surprise.
  const place = '/output';
  new RunScript(web, 'read', { ...base, script: readFileSync(__filename, 'utf8') });
  new RunScript(web, 'known', { ...base, script: `touch ${place}/x` });
  const path = '/etc/profile';
  new RunScript(web, 'file', { ...base, script: scriptFile(path) });
  new RunScript(web, 'curl', { ...base, image: helperImages.curl, script: 'curl -sSf "$1" | head', args: ['https://a'], tools: ['curl', 'head'] });
  new RunScript(web, 'unlisted', { ...base, image: image('debian:12.8', { user: 1 }), script: 'apt list', tools: ['apt'] });

  const report = new RunScript(web, 'report', { ...base, script: 'echo 1 >/output/count', writes: ['count', 'more/total'], mounts: { '/in': config.files } });
  const files: Files<'web', 'count' | 'more/total'> = report.files;
  const done: Done<'web'> = report.done;
  const index = new RunCommand(web, 'index', {
    ...base, image: image('indexer:1', { user: 1, tools: ['indexer'] }), command: ['indexer', '/report/count'], mounts: { '/report': files }, after: [done],
  });
  web.addContainer('app', { image: helperImages.busybox, mounts: { '/total': report.file('more/total') } });

  // In functions and classes of one's own.
  function count<Id extends string>(pod: Workload<Id>, of: Mountable<Id>): Files<Id, 'count'> {
    return new RunScript(pod, 'count', { ...base, script: 'wc -l </in/x >/output/count', mounts: { '/in': of }, writes: ['count'] }).files;
  }
  count(web, config.files);

  class Index<Id extends string> extends RunCommand<Id, 'index.db'> {
    constructor(pod: Workload<Id>, id: string) {
      super(pod, id, { ...base, image: image('indexer:1', { user: 1 }), command: ['indexer'], writes: ['index.db'] });
    }
  }
  new Index(web, 'own-index').file('index.db');
  index.done satisfies Done<'web'>;
});
