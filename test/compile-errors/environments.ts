/* Environments, and references to variables. */
import { command, expand, RunCommand, RunMigration, RunScript, secretKey, type Value, WaitForService } from 'cdk8s-prelude';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('number in env', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error env PORT must be a string, secretKey(…), configMapKey(…), plainText(…) or a cdk8s-plus EnvValue.
      // @on PORT
      // @right PORT: '8080',
      PORT: 8080,
    },
  });
});

mistake('reference in string', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      DB_PASSWORD: secretKey('db', 'password'),
      // @error a plain string is not expanded, so $(DB_PASSWORD) would stay as it is: give expand('…$(DB_PASSWORD)…'), and define DB_PASSWORD
      // @on DATABASE_URL
      // @right DATABASE_URL: expand('postgres://shop:$(DB_PASSWORD)@db/shop'),
      DATABASE_URL: 'postgres://shop:$(DB_PASSWORD)@db/shop',
    },
  });
});

mistake('reference in string of command', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    env: { DB_PASSWORD: secretKey('db', 'password') },
    // @error a plain string is not expanded, so $(DB_PASSWORD) would stay as it is: give expand('…$(DB_PASSWORD)…'), and define DB_PASSWORD
    // @on 'postgres:
    // @right command: ['migrate', '-database', expand('postgres://shop:$(DB_PASSWORD)@db/shop'), 'up'],
    command: ['migrate', '-database', 'postgres://shop:$(DB_PASSWORD)@db/shop', 'up'],
    oneAtATime,
  });
});

mistake('value without command', () => {
  const { web, busybox, config } = stage();
  web.addContainer('app', {
    image: busybox,
    // @right command: ['env'], env: {
    env: {
      // @error a value of a step needs a container with a command, because the image's entrypoint is not known: set command
      // @on REGION
      REGION: config.files.value('shop.json'),
    },
  });
});

mistake('variable missing', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: {
      // @error the env of this container has no variable DB_PASSWD: define it there, or write $$(DB_PASSWD) if you mean this text
      // @on DATABASE_URL
      // @right DATABASE_URL: expand('postgres://shop:$(DB_PASSWORD)@db/shop'),
      DATABASE_URL: expand('postgres://shop:$(DB_PASSWD)@db/shop'),
      DB_PASSWORD: secretKey('db', 'password'),
    },
  });
});

mistake('variable missing in args', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: { DB_PASSWORD: secretKey('db', 'password') },
    // @compiler Type 'Expansion<"DB_PASSWD">' is not assignable to type 'string | Expansion<
    // @runtime the env of this container has no variable DB_PASSWD: define it there, or write $$(DB_PASSWD) if you mean this text
    // @on expand
    // @right args: ['--database', expand('postgres://shop:$(DB_PASSWORD)@db/shop')],
    args: ['--database', expand('postgres://shop:$(DB_PASSWD)@db/shop')],
  });
});

mistake('variable missing in command', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    env: { DB_PASSWORD: secretKey('db', 'password') },
    // @error the env of this container has no variable DB_PASSWD: define it there, or write $$(DB_PASSWD) if you mean this text
    // @on expand
    // @right command: ['migrate', '-database', expand('postgres://shop:$(DB_PASSWORD)@db/shop'), 'up'],
    command: ['migrate', '-database', expand('postgres://shop:$(DB_PASSWD)@db/shop'), 'up'],
    oneAtATime,
  });
});

late('reference in argument', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    env: { DB_PASSWORD: secretKey('db', 'password') },
    // @runtime a plain string is not expanded, so $(DB_PASSWORD) would stay as it is: give expand('…$(DB_PASSWORD)…'), and define DB_PASSWORD
    args: ['postgres://shop:$(DB_PASSWORD)@db/shop'],
  });
});

late('value without command, in a value', () => {
  const { web, busybox, config } = stage();
  const env: Record<string, Value<'web'>> = { REGION: config.files.value('shop.json') };
  const command: string[] | undefined = Math.random() < 2 ? undefined : ['env'];
  // @runtime a value of a step needs a container with a command, because the image's entrypoint is not known: set command
  web.addContainer('app', { image: busybox, ...(command ? { command } : {}), env } as never);
});

late('variables in circle', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    // @runtime variables refer to each other in a cycle, so none of them has a value: A → B → A.
    env: { A: expand('$(B)'), B: expand('$(A)') },
  });
});

fine('expansions', () => {
  const { web, busybox } = stage();
  const env = { DB_PASSWORD: secretKey('db', 'password'), DB_HOST: 'db' };
  const url = expand('postgres://shop:$(DB_PASSWORD)@$(DB_HOST)/shop?price=$$(5)');
  const host: string = 'db';

  web.addContainer('app', { image: busybox, command: ['env', url], args: [expand('$(DB_HOST)'), '$(NONE)'], env: { URL: url, ...env } });
  web.addContainer('second', {
    image: busybox,
    env: { ...env, API: expand('https://$(KUBERNETES_SERVICE_HOST)'), LATE: expand(`${host}.$(DB_HOST)`), SCRIPT: '$(date) and ://x/$(NONE)@' },
  });
  const words: readonly string[] = ['env', host];
  const variables: Record<string, string> = { DB_HOST: 'db' };
  web.addContainer('third', { image: busybox, command: words, env: variables, args: [expand('$(DB_HOST)')] });
  new RunCommand(web, 'command', { image: busybox, command: ['env', url], env, purpose: 'shows the URL', rerun: 'idempotent' });
  new RunScript(web, 'script', { script: 'echo "$1"', args: [url, host], env, purpose: 'shows the URL', rerun: 'idempotent' });
  new WaitForService(web, 'wait', { until: command({ image: busybox, command: ['nc', expand('$(DB_HOST)'), '5432'], env, proves: 'it is there' }) });
});
