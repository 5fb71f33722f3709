import * as kplus from 'cdk8s-plus-28';
import { configMapKey, plainText, RenderConfig, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, chart, busybox } = stage();

const secret = new kplus.Secret(chart, 'secret');
const hosts: string[] = ['a', 'b'];
const config = new RenderConfig(web, 'render', {
  files: {
    'conf.d/app.json': {
      template: '{"a": @{STRING}, "b": @{NUMBER}, "c": @{BOOLEAN}, "d": "@{TOKEN}", "e": @{MAP}, "f": @{POD}, "g": @{VALUE}, "h": @{API_KEY}}',
      format: 'json',
      values: {
        STRING: hosts.join(','), NUMBER: hosts.length, BOOLEAN: true, TOKEN: secretKey(secret, 'token'), MAP: configMapKey('app', 'key'),
        POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME), VALUE: kplus.EnvValue.fromValue('x'), API_KEY: plainText('demo', 'the key of the public demo'),
      },
    },
    'static.txt': { template: plainText('token: abc', 'an example'), format: 'text', values: {}, mode: 0o644 },
  },
});
web.addContainer('app', { image: busybox, mounts: { '/app.json': config.file('conf.d/app.json') } });
