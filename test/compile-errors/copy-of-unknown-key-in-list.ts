import { configMapFiles, CopyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
new CopyFiles(web, 'copy', {
  from: configMapFiles(settings),
  // @compiler Type '"app.cnf"' is not assignable to type '"app.conf"'
  // @runtime there is no "app.cnf" in what from gives
  // @on 'app.cnf'
  files: ['app.cnf'],
  user: 1000,
});
