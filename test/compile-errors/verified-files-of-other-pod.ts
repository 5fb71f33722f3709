import { VerifyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData } = stage();

new VerifyFiles(web, 'verify', {
  // @compiler Type 'Claim<"api">' is not assignable to type
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on from
  from: apiData,
  notEmpty: ['model'],
});
