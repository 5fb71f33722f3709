import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, space } = stage();

const pages = new FetchConfig(web, 'pages', { from: https('https://config.example.com/pages.json'), into: space });
web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
    // @on '/space'
    '/space': space,
  },
});
