import { writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, space, data } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/space': writable(data),
  },
});
