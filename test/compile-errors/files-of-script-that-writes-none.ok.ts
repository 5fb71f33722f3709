import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const report = new RunScript(web, 'report', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'echo 3 >/output/count',
  writes: ['count'],
});
web.addContainer('app', {
  image: busybox,
  mounts: {
    '/app/report': report.files,
  },
});
