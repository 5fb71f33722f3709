import { configMapFiles, CopyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
new CopyFiles(web, 'copy', {
  from: configMapFiles(settings),
  files: ['app.conf'],
  user: 1000,
});
