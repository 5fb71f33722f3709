import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, space } = stage();

const pages = new FetchConfig(web, 'pages', { from: https('https://config.example.com/pages.json'), into: space });
web.addContainer('app', {
  image: busybox,
  mounts: {
    '/space': pages.files,
  },
});
