import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const report = new RunScript(web, 'report', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'echo 3 >/output/count',
  tools: [],
});
web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error this step declares no files: name them in writes to have a handle of them
    // @on '/app/report'
    '/app/report': report.files,
  },
});
