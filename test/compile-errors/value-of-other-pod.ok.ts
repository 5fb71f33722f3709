import { stage } from './support/stage';

const { web, config, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  command: ['env'],
  env: {
    REGION: config.files.value('shop.json'),
  },
});
