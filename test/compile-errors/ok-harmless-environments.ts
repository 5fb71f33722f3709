import { EnvFieldPaths, EnvValue, Secret } from 'cdk8s-plus-28';
import { plainText, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();
const secret = new Secret(chart, 'secret', { stringData: { password: 'given elsewhere' } });
const fromElsewhere: Record<string, string> = { LOG_LEVEL: 'info' };
interface Settings {
  readonly LOG_LEVEL: string;
  readonly LOG_FORMAT?: string;
}
const settings: Settings = { LOG_LEVEL: 'info' };

web.addContainer('words', {
  image: busybox,
  env: {
    TOKENIZERS_PARALLELISM: 'false',
    POSTGRES_PASSWORD_FILE: '/run/secrets/password',
    MONKEY: 'see',
    TOKENS: '3',
    SECRETARY: 'Ann',
    PASSWORD_POLICY: 'strong',
    API_KEY_HEADER: 'X-Api-Key',
    PWD: '/srv',
    PRIVATE_KEY_PATH: '/run/secrets/key',
  },
});
web.addContainer('record', { image: busybox, env: fromElsewhere });
web.addContainer('interface', { image: busybox, env: settings });
web.addContainer('spreads', { image: busybox, env: { ...fromElsewhere, ...settings, DB_HOST: 'db', DB_PASSWORD: secretKey(secret, 'password') } });
web.addContainer('cdk8s-plus', {
  image: busybox,
  env: {
    DB_PASSWORD: secret.envValue('password'),
    POD_NAME: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME),
    LOG_LEVEL: EnvValue.fromValue('info'),
  },
});
web.addContainer('reason', { image: busybox, env: { CSRF_TOKEN: plainText('X-CSRF', 'the name of a header') } });
web.addContainer('choice', {
  image: busybox,
  env: { ...(Math.random() < 2 ? { DEBUG: '1' } : {}), ['NAME'.concat('_2')]: 'made at run time' },
});
web.addContainer('none', { image: busybox, env: {} });
