import { writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on '/data'
    '/data': writable(apiData),
  },
});
