import { VerifyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData } = stage();

new VerifyFiles(web, 'verify', {
  from: data,
  notEmpty: ['model'],
});
