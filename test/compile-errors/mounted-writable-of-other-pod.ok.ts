import { writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/data': writable(data),
  },
});
