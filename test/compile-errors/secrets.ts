/* Secrets never stand in plain text. */
import { EnvFieldPaths, EnvValue, Secret } from 'cdk8s-plus-28';
import {
  bearer, command, configMapKey, FetchConfig, http, https, plainText, RunMigration, secretKey, SeedDatabase, WaitForService, WriteFiles,
} from 'cdk8s-prelude';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('access key in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env AWS_SECRET_ACCESS_KEY names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on AWS_SECRET_ACCESS_KEY
      // @right AWS_SECRET_ACCESS_KEY: secretKey('aws', 'key'),
      AWS_SECRET_ACCESS_KEY: 'wJalr',
    },
  });
});

mistake('api key in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env STRIPE_API_KEY names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on STRIPE_API_KEY
      // @right STRIPE_API_KEY: secretKey('stripe', 'key'),
      STRIPE_API_KEY: 'sk_live_0123',
    },
  });
});

mistake('config map key in secret', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on DB_PASSWORD
      // @right DB_HOST: configMapKey('db', 'password'),
      DB_PASSWORD: configMapKey('db', 'password'),
    },
  });
});

mistake('csrf token in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env CSRF_TOKEN names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on CSRF_TOKEN
      // @right CSRF_TOKEN: plainText('X-CSRF', 'the name of a header'),
      CSRF_TOKEN: 'X-CSRF',
    },
  });
});

mistake('lower case secret in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env client_secret names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on client_secret
      // @right client_secret: secretKey('oidc', 'client'),
      client_secret: 'hunter2',
    },
  });
});

mistake('password in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on DB_PASSWORD
      // @right DB_PASSWORD: secretKey('db', 'password'),
      DB_PASSWORD: 'hunter2',
    },
  });
});

mistake('password in env of migration', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
    // @on DB_PASSWORD
    // @right env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
    env: { DB_HOST: 'db', DB_PASSWORD: 'hunter2' },
    oneAtATime,
  });
});

mistake('password in env of target', () => {
  const { web, busybox } = stage();
  new WaitForService(web, 'wait', {
    until: command({
      image: busybox,
      command: ['wget', '-q', 'http://kafka-rest/topics'],
      proves: 'the topics are there',
      // @error env KAFKA_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on KAFKA_PASSWORD
      // @right env: { KAFKA_PASSWORD: secretKey('kafka', 'password') },
      env: { KAFKA_PASSWORD: 'hunter2' },
    }),
  });
});

mistake('pgpassword in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env PGPASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on PGPASSWORD
      // @right PGPASSWORD: secretKey('db', 'password'),
      PGPASSWORD: 'hunter2',
    },
  });
});

mistake('secret beside spread', () => {
  const { web, busybox } = stage();
  const common = { LOG_LEVEL: 'info' };
  web.addContainer('app', {
    image: busybox,
    env: {
      ...common,
      // @error env API_TOKEN names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on API_TOKEN
      // @right API_TOKEN: secretKey('api', 'token'),
      API_TOKEN: 'hunter2',
    },
  });
});

mistake('secret in spread', () => {
  const { web, busybox } = stage();
  // @right const common = { API_TOKEN: secretKey('api', 'token') };
  const common = { API_TOKEN: 'hunter2' };
  web.addContainer('app', {
    image: busybox,
    // @error env API_TOKEN names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
    // @on env
    env: { LOG_LEVEL: 'info', ...common },
  });
});

mistake('secret in variable', () => {
  const { web, busybox } = stage();
  const password: string = ['hunter', '2'].join('');
  web.addContainer('app', {
    image: busybox,
    env: {
      LOG_LEVEL: 'info',
      // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on DB_PASSWORD
      // @right DB_PASSWORD: secretKey(password, 'password'),
      DB_PASSWORD: password,
    },
  });
});

mistake('secret key by hand', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env DB_PASSWORD must be a string, secretKey(…), configMapKey(…), plainText(…) or a cdk8s-plus EnvValue.
      // @on DB_PASSWORD
      // @right DB_PASSWORD: secretKey('db', 'password'),
      DB_PASSWORD: { secret: 'db', key: 'password' },
    },
  });
});

mistake('seed with password in code', () => {
  const { web, db } = stage();
  new SeedDatabase(web, 'seed', {
    database: db.ready,
    databaseName: 'shop',
    login: 'shop',
    // @compiler Type 'string' is not assignable to type 'SecretKey'
    // @runtime password must be secretKey(…): the YAML would show a literal.
    // @on password
    // @right password: secretKey('shop-database', 'password'),
    password: 'hunter2',
    sql: 'SELECT 1',
    marker: 'products',
  });
});

mistake('token in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env GITHUB_TOKEN names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
      // @on GITHUB_TOKEN
      // @right GITHUB_TOKEN: secretKey('github', 'token'),
      GITHUB_TOKEN: 'ghp_0123',
    },
  });
});

mistake('token in header', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    from: https('https://config.example.com/pages.json', {
      headers: {
        Accept: 'application/json',
        // @error header Authorization contains a secret: give secretKey(…) or bearer(…), or plainText(value, because) if it is not a secret
        // @on Authorization
        // @right Authorization: bearer(secretKey('config', 'token')),
        Authorization: 'Bearer abc123',
      },
    }),
  });
});

mistake('token in header of target', () => {
  const { web } = stage();
  new WaitForService(web, 'wait', {
    until: http('http://auth/health', {
      // @error header private-token contains a secret: give secretKey(…) or bearer(…), or plainText(value, because) if it is not a secret
      // @on 'private-token'
      // @right headers: { 'private-token': plainText('none', 'health asks for any token') },
      headers: { 'private-token': 'glpat-x' },
    }),
  });
});

mistake('written file is a secret', () => {
  const { web } = stage();
  const password = secretKey('db', 'password');
  new WriteFiles(web, 'page', {
    files: {
      // @compiler is not assignable to type 'FileContent'
      // @runtime file "password" must be a string, plainText(…), or { content, mode }.
      // @on 'password'
      // @right 'password': password.key,
      'password': password,
    },
  });
});

late('secret in record', () => {
  const { web, busybox } = stage();
  const env: Record<string, string> = { LOG_LEVEL: 'info', DB_PASSWORD: 'hunter2' };
  // @runtime env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
  web.addContainer('app', { image: busybox, env });
});

late('secret in value of cdk8s plus', () => {
  const { web, busybox } = stage();
  // @runtime env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
  web.addContainer('app', { image: busybox, env: { DB_PASSWORD: EnvValue.fromValue('hunter2') } });
});

late('token in header, in a value', () => {
  const { web } = stage();
  const headers: Record<string, string> = { accept: 'text/plain', cookie: 'session=abc123' };
  // @runtime header cookie contains a secret: give secretKey(…) or bearer(…), or plainText(value, because) if it is not a secret
  new FetchConfig(web, 'pages', { from: https('https://config.example.com/pages.json', { headers }) });
});

fine('harmless environments', () => {
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
});
