import { configMapFiles, VerifyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
new VerifyFiles(web, 'verify', {
  from: configMapFiles(settings),
  notEmpty: ['app.conf'],
});
