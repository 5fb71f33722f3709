import { CopyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config, apiConfig } = stage();

new CopyFiles(web, 'copy', {
  from: config.files,
  files: ['shop.json'],
  user: 1000,
});
