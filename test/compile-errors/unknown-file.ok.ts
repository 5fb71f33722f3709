import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/etc/app.json': config.file('shop.json'),
  },
});
