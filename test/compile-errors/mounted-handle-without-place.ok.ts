import { stage } from './support/stage';

const { web, busybox, config, db } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/data': config.files,
  },
});
