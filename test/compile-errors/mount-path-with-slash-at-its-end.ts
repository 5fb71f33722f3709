import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error mount path "/data/" ends with "/": leave it out, "/data" and "/data/" are one place
    // @on '/data/'
    '/data/': config.files,
  },
});
