import { VerifyPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData } = stage();

new VerifyPermissions(web, 'verify', {
  // @compiler Type '"api"' is not assignable to type '"web"'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on volume
  volume: apiData,
  user: 1000,
});
