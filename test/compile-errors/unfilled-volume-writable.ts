import { writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, space, data } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
    // @on space
    '/space': writable(space),
  },
});
