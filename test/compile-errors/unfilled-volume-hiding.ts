import { hiding } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, space, config } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/app/config': config.files,
    // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
    // @on space
    '/app/space': hiding(space),
  },
});
