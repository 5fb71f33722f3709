import { VerifyPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData } = stage();

new VerifyPermissions(web, 'verify', {
  volume: data,
  user: 1000,
});
