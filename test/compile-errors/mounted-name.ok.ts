import { stage } from './support/stage';

const { web, busybox, data } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/data': data,
  },
});
