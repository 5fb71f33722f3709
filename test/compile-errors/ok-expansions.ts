import { command, expand, RunCommand, RunScript, secretKey, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const env = { DB_PASSWORD: secretKey('db', 'password'), DB_HOST: 'db' };
const url = expand('postgres://shop:$(DB_PASSWORD)@$(DB_HOST)/shop?price=$$(5)');
const host: string = 'db';

web.addContainer('app', { image: busybox, command: ['env', url], args: [expand('$(DB_HOST)'), '$(DB_HOST)'], env: { URL: url, ...env } });
web.addContainer('second', {
  image: busybox,
  env: { ...env, API: expand('https://$(KUBERNETES_SERVICE_HOST)'), LATE: expand(`${host}.$(DB_HOST)`), SCRIPT: '$(date) and ://x/$(DB_HOST)@' },
});
const words: readonly string[] = ['env', host];
const variables: Record<string, string> = { DB_HOST: 'db' };
web.addContainer('third', { image: busybox, command: words, env: variables, args: [expand('$(DB_HOST)')] });
new RunCommand(web, 'command', { image: busybox, command: ['env', url], env, purpose: 'shows the URL', rerun: 'idempotent' });
new RunScript(web, 'script', { script: 'echo "$1"', args: [url, host], env, purpose: 'shows the URL', rerun: 'idempotent' });
new WaitForService(web, 'wait', { until: command({ image: busybox, command: ['nc', expand('$(DB_HOST)'), '5432'], env, proves: 'it is there' }) });
