import { CopyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config, apiConfig } = stage();

new CopyFiles(web, 'copy', {
  // @compiler Type '"api"' is not assignable to type '"web"'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on from
  from: apiConfig.files,
  files: ['api.json'],
  user: 1000,
});
