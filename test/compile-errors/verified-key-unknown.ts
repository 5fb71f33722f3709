import { configMapFiles, VerifyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
new VerifyFiles(web, 'verify', {
  from: configMapFiles(settings),
  // @compiler Type '"app.cnf"' is not assignable to type '"app.conf"'
  // @runtime there is no "app.cnf" in what from gives
  // @on 'app.cnf'
  notEmpty: ['app.cnf'],
});
