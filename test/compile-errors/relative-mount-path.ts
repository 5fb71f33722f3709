import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error mount path "data" is relative: begin it with "/"
    // @on 'data'
    'data': config.files,
  },
});
