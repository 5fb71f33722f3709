import { claim, configMapFiles, CopyFiles, defineStandard, Deployment, image, MakeDirectories, writable } from '../../src';
import { manifestOf, newChart } from '../support/kubernetes';

test.each<[string, string | undefined, (web: Deployment<any>) => unknown]>([
  ['MakeDirectories', 'openshift', (web) => new MakeDirectories(web, 'dirs', { volume: claim(web, 'd', 'd'), directories: { up: 0o775 }, user: 10001 })],
  ['CopyFiles', 'openshift', (web) => new CopyFiles(web, 'copy', { from: configMapFiles('m'), files: ['a'], user: 10001 })],
  ['MakeDirectories', undefined, (web) => new MakeDirectories(web, 'dirs', { volume: claim(web, 'd', 'd'), directories: { up: 0o775 }, user: 10001 })],
])('the annotation of %s on %s names the user that the pod has', (_, platform, add) => {
  const chart = newChart();
  if (platform !== undefined) defineStandard({ name: 'Corp', platform: platform as 'openshift' }).setOn(chart);
  const web = new Deployment<any>(chart, 'web', { replicas: 1 });
  add(web);
  web.addContainer('app', { image: image('registry.example.com/a:1', { user: 10001 }), mounts: { '/d': writable(claim(web, 'other', 'other')) } });
  const text = JSON.stringify(manifestOf(web).spec.template.metadata.annotations);
  expect([text.includes('for user 10001'), text.includes('for the user of the namespace')]).toEqual([platform === undefined, platform !== undefined]);
});
