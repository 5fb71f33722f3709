import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @compiler Argument of type '"unknown"' is not assignable to parameter of type '"shop.json"'
    // @runtime there is no file "unknown" among those of this step: shop.json.
    // @on 'unknown'
    '/etc/app.json': config.file('unknown'),
  },
});
