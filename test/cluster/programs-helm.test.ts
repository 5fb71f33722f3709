/* What docs/delivery.md says of Helm: releases whose steps change their programs, back and forth. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Deployment, dns, WaitForService } from '../../src';
import type { Programs } from '../../src/standards/props';
import { asOfVersion } from '../support/other-version';
import { temporaryDirectory } from '../support/temporary';
import { findTool } from '../support/tools';
import { describeIn, type Namespace } from './support/namespace';
import { addIdleApp } from './support/servers';

const helm = findTool('helm');
const withHelm = helm === undefined ? test.skip : test;

/** A Deployment of no pods whose ConfigMaps are what this is about, as a version of the library writes it. */
function yamlOf(programs: Programs, version: string): string {
  const app = new App();
  const web = new Deployment(new Chart(app, programs, { disableResourceNameHashes: true }), 'web', { replicas: 0, programs });
  new WaitForService(web, 'wait', { until: dns({ host: 'kubernetes.default' }) });
  addIdleApp(web);
  return asOfVersion(app.synthYaml(), version);
}

function chartOf(programs: Programs, version: string): string {
  const directory = temporaryDirectory('prelude-helm-');
  mkdirSync(join(directory, 'templates'));
  writeFileSync(join(directory, 'Chart.yaml'), `apiVersion: v2\nname: shop\nversion: ${version}\n`);
  writeFileSync(join(directory, 'templates/shop.yaml'), yamlOf(programs, version));
  return directory;
}

/** What Helm says on its error output where it fails, else ''. */
function run(namespace: Namespace, ...args: readonly string[]): string {
  try {
    execFileSync(helm!, ['--namespace', namespace.name, ...args], { stdio: 'pipe', encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { readonly stderr: string }).stderr;
  }
}

/** True from Helm 3.22 and 4.2 on: they roll back to an object that they have kept. */
function takesBackWhatItKept(): boolean {
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(execFileSync(helm!, ['version', '--short'], { encoding: 'utf8' })) ?? [];
  return Number(minor) >= (major === '3' ? 22 : 2);
}

describeIn('programs in a release of Helm', 'restricted', 'programs-helm', (namespace) => {
  const programsNow = async (): Promise<readonly string[]> => {
    const { stdout } = await namespace.kubectl(['get', 'configmaps', '-l', 'cdk8s-prelude/program', '-o', 'name']);
    return stdout.trim().split('\n').sort();
  };
  const named = async (programs: Programs): Promise<string> =>
    (await namespace.get('deployment', `${programs}-web`)).spec.template.spec.volumes.find(({ name }: { name: string }) => name === 'prelude-programs').projected.sources[0].configMap.name;

  withHelm('an upgrade keeps the old ConfigMap; a rollback takes it back, before Helm 3.22 and 4.2 at the second attempt', async () => {
    expect(run(namespace, 'install', 'kept', chartOf('config-map', '9.0.1'))).toBe('');
    const first = await named('config-map');
    expect(run(namespace, 'upgrade', 'kept', chartOf('config-map', '9.0.2'))).toBe('');
    const second = await named('config-map');
    expect(second).not.toBe(first);
    expect(await programsNow()).toEqual([`configmap/${first}`, `configmap/${second}`].sort());
    const said = run(namespace, 'rollback', 'kept', '1');
    if (!takesBackWhatItKept()) {
      expect(said).toContain(`no ConfigMap with the name "${first}" found`);
      expect(run(namespace, 'rollback', 'kept', '1')).toBe('');
    } else expect(said).toBe('');
    expect(await named('config-map')).toBe(first);
    // An older chart is always taken by an upgrade.
    expect(run(namespace, 'upgrade', 'kept', chartOf('config-map', '9.0.2'))).toBe('');
    expect(run(namespace, 'upgrade', 'kept', chartOf('config-map', '9.0.1'))).toBe('');
    expect(await named('config-map')).toBe(first);
    expect(run(namespace, 'uninstall', 'kept')).toBe('');
    expect(await programsNow()).toEqual([`configmap/${first}`, `configmap/${second}`].sort());
    // What is left belongs to the release of that name.
    expect(run(namespace, 'install', 'another', chartOf('config-map', '9.0.1'))).toContain('must equal "another"');
    expect(run(namespace, 'install', 'kept', chartOf('config-map', '9.0.1'))).toBe('');
  });

  withHelm('with programs: \'helm-hook\' every Helm rolls back at once, and a release of any name takes what is left', async () => {
    expect(run(namespace, 'install', 'hooked', chartOf('helm-hook', '9.0.1'))).toBe('');
    const first = await named('helm-hook');
    expect(run(namespace, 'upgrade', 'hooked', chartOf('helm-hook', '9.0.2'))).toBe('');
    const second = await named('helm-hook');
    expect(run(namespace, 'rollback', 'hooked', '1')).toBe('');
    expect(await named('helm-hook')).toBe(first);
    expect(run(namespace, 'rollback', 'hooked', '2')).toBe('');
    expect(await named('helm-hook')).toBe(second);
    expect(run(namespace, 'uninstall', 'hooked')).toBe('');
    expect(await programsNow()).toEqual(expect.arrayContaining([`configmap/${first}`, `configmap/${second}`]));
    expect(run(namespace, 'install', 'another', chartOf('helm-hook', '9.0.1'))).toBe('');
  });
});
