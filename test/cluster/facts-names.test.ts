import { appStatus, describeFacts, pod, podSpec, service, sh, sleep, workload } from './support/facts';
import { initRun, initRunning } from './support/pods';

/* Services and their names, and what Kubernetes puts into arguments and variables. */

const echo = (args: readonly string[], more: object = {}) => ({ ...sh('app', ''), command: ['sh', '-c', 'for a; do echo "$a"; done; exec sleep 1000', 'sh'], args, ...more });

describeFacts('names', 'facts-names', (namespace, { fact }) => {
  const log = async (name: string) => {
    await namespace.untilReady({ name });
    return (await namespace.logs(name, 'app')).trimEnd().split('\n');
  };

  fact('expansion', 'right', [
    pod('expands', [], echo(['$(GIVEN)', '$(UNKNOWN)', '$$(GIVEN)', '$GIVEN', '$$', '$(LATER)', '$(EARLIER)'], {
      env: [{ name: 'GIVEN', value: 'value' }, { name: 'EARLIER', value: '$(GIVEN)s' }, { name: 'LATER', value: '$(LAST)' }, { name: 'LAST', value: 'last' }],
    })),
  ], async () => {
    // Unknown names stay as they are, `$$` becomes `$` everywhere, a variable sees those before it alone.
    expect(await log('expands')).toEqual(['value', '$(UNKNOWN)', '$(GIVEN)', '$GIVEN', '$', '$(LAST)', 'values']);
  });

  fact('process-id', 'right', [pod('escapes', [], sh('app', 'test $$ = $ && echo a dollar; exec sleep 1000'))], async () => {
    expect(await log('escapes')).toEqual(['a dollar']);
  });

  fact('argument-size', 'wrong', [
    pod('too-long', [{ ...sh('one', ''), command: ['echo'], args: ['x'.repeat(131_072)] }], undefined, { restartPolicy: 'Never' }),
    pod('as-long-as-can-be', [{ ...sh('one', ''), command: ['echo'], args: ['x'.repeat(131_071)] }], undefined, { restartPolicy: 'Never' }),
  ], async () => {
    await namespace.untilReady({ name: 'as-long-as-can-be' });
    const one = await namespace.untilPod('failed', { name: 'too-long' }, (it) => it.status.phase === 'Failed' && it);
    expect(await namespace.logs('too-long', 'one') + initRun(one, 'one')!.message).toContain('argument list too long');
  });

  fact('variable-twice', 'half right', [], async () => {
    const variables = (...env: object[]) => pod('twice', [], echo(['$(GIVEN)'], { env }));
    const write = (verb: string, object: object) => namespace.kubectl([verb, '-f', '-'], { input: JSON.stringify(object) });
    expect((await write('create', variables({ name: 'GIVEN', value: 'first' }, { name: 'GIVEN', value: 'last' }))).stderr).toContain('hides previous definition');
    expect(await log('twice')).toEqual(['last']);
    // kubectl apply merges by name: which one is left?
    const template = (name: string, ...env: object[]) => workload('Deployment', name, podSpec([], echo([], { env })), { replicas: 0 });
    await write('apply', template('applied', { name: 'GIVEN', value: 'first' }, { name: 'OTHER', value: '1' }, { name: 'GIVEN', value: 'last' }));
    await write('apply', template('applied', { name: 'GIVEN', value: 'new first' }, { name: 'OTHER', value: '1' }, { name: 'GIVEN', value: 'new last' }));
    const { env } = (await namespace.get('deployment', 'applied')).spec.template.spec.containers[0];
    namespace.say(`kubectl apply has made of it: ${JSON.stringify(env)}`);
    expect(env).not.toEqual([{ name: 'GIVEN', value: 'new first' }, { name: 'OTHER', value: '1' }, { name: 'GIVEN', value: 'new last' }]);
  });

  fact('service-links', 'right', [service('db', { app: 'nobody' })], async () => {
    // The Service first: links are made of those that are there when the container is started.
    const make = (name: string, enableServiceLinks: boolean) => (
      namespace.kubectl(['create', '-f', '-'], { input: JSON.stringify(pod(name, [], echo(['$(DB_PORT)']), { enableServiceLinks })) }));
    await Promise.all([make('linked', true), make('not-linked', false)]);
    expect((await log('linked'))[0]).toMatch(/^tcp:\/\/[\d.]+:80$/);
    expect(await log('not-linked')).toEqual(['$(DB_PORT)']);
  });

  fact('service-resolves', 'right', [
    service('empty', { app: 'nobody' }),
    pod('asks', [], sh('app', 'until nslookup empty.$NAMESPACE.svc.cluster.local; do sleep 1; done; nc -w 2 empty 80 </dev/null; echo "nc: $?"; exec sleep 1000', {
      env: [{ name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
    })),
  ], async () => {
    await namespace.untilReady({ name: 'asks' });
    await namespace.until('its answer', 'pods', () => true);
    await sleep(3);
    const lines = await log('asks');
    expect(lines.join('\n')).toMatch(/Address[ 0-9:]*\d+\.\d+\.\d+\.\d+/);
    expect(lines.at(-1)).toBe('nc: 1');
  });

  fact('headless-resolves', 'wrong', [
    ...['silent', 'early'].flatMap((name) => [
      service(`${name}-pods`, { app: name }, { clusterIP: 'None', publishNotReadyAddresses: name === 'early' }),
      pod(name, [sh('wait', `until nslookup ${name}-pods.$NAMESPACE.svc.cluster.local; do sleep 1; done`, {
        env: [{ name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
      })]),
    ]),
  ], async () => {
    await namespace.untilReady({ name: 'early' });
    const silent = await namespace.get('pod', 'silent');
    expect(initRunning(silent, 'wait')).toBe(true);
  });

  fact('other-port', 'wrong', [
    pod('listens', [], sh('app', 'nc -lk -p 8080 -e echo first & exec nc -lk -p 9090 -e echo second')),
    service('listens', { app: 'listens' }),
    service('listens-itself', { app: 'listens' }, { clusterIP: 'None' }),
    pod('asks-ports', [], sh('app', `
      until nc -w 2 listens 80 </dev/null; do sleep 1; done
      for at in 'listens 9090' 'listens 8080' 'listens-itself 9090' 'listens-itself 80'; do nc -w 2 $at </dev/null || echo "$at: nobody"; done
      exec sleep 1000`)),
  ], async () => {
    await namespace.untilReady({ name: 'asks-ports' });
    await namespace.paste("until kubectl logs asks-ports | grep -q 'itself 80'; do sleep 1; done");
    expect(await log('asks-ports')).toEqual(['first', 'listens 9090: nobody', 'listens 8080: nobody', 'second', 'listens-itself 80: nobody']);
  });

  fact('own-service', 'right', [
    service('myself', { app: 'narcissus' }),
    pod('narcissus', [sh('wait', 'for i in 1 2 3 4 5 6 7 8; do nc -z -w 1 myself 80 && exit; sleep 1; done; exit 1')],
      sh('app', 'exec nc -lk -p 8080 -e true'), { restartPolicy: 'Never' }),
  ], async () => {
    const one = await namespace.untilPod('failed', { name: 'narcissus' }, (it) => it.status.phase === 'Failed' && it);
    expect(initRun(one, 'wait')).toMatchObject({ exitCode: 1 });
    expect(appStatus(one).state.waiting.reason).toBe('PodInitializing');
  });

  fact('pod-address', 'right', [
    pod('addressed', [{ ...echo(['$(IP)'], { env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] }), name: 'one', command: ['echo'] }]),
  ], async () => {
    const { status } = await namespace.untilReady({ name: 'addressed' });
    expect(await namespace.logs('addressed', 'one')).toBe(`${status.podIP}\n`);
  });
});
