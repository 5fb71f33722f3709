import { hiding } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, apiConfig } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on '/app/config'
    '/app/config': hiding(apiConfig.files),
  },
});
