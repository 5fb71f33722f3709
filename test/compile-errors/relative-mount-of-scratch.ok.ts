import { Size } from 'cdk8s';
import { scratch } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/tmp': scratch(Size.mebibytes(64)),
  },
});
