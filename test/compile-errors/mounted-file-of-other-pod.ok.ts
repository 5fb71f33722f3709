import { stage } from './support/stage';

const { web, config, apiConfig, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/app/config': config.file('shop.json'),
  },
});
