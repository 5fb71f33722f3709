import { stage } from './support/stage';

const { web, config, apiConfig, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  command: ['env'],
  env: {
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on REGION
    REGION: apiConfig.files.value('api.json'),
  },
});
