import { stage } from './support/stage';

const { web, busybox, config, data } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/data': config.files,
    '/more': data,
  },
});
