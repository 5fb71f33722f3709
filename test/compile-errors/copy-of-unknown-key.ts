import { configMapFiles, CopyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
new CopyFiles(web, 'copy', {
  from: configMapFiles(settings),
  // @error there is no "app.cnf" in what from gives
  // @on 'app.cnf'
  files: { 'app.conf': {}, 'app.cnf': { mode: 0o640 } },
  user: 1000,
});
