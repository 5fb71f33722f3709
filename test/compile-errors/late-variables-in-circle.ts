import { expand } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  // @runtime variables refer to each other in a circle, so that none has a value: A → B → A.
  env: { A: expand('$(B)'), B: expand('$(A)') },
});
