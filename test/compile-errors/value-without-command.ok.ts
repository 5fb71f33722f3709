import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  command: ['env'],
  env: {
    REGION: config.files.value('shop.json'),
  },
});
