import { stage } from './support/stage';

const { web, busybox, data } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error this cannot be mounted: give the files of a step, claim(…), writable(…), scratch(…), configMapFiles(…) or secretFiles(…)
    // @on '/data'
    '/data': 'shop-data',
  },
});
