import { stage } from './support/stage';

const { web, busybox, config, data } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/data': config.files,
    // @compiler An object literal cannot have multiple properties with the same name
    // @on '/data'
    '/data': data,
  },
});
