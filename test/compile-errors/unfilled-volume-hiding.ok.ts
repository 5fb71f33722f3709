import { hiding } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/app/config': config.files,
    '/app/space': hiding(config.file('shop.json')),
  },
});
