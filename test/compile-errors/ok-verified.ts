import { Size } from 'cdk8s';
import { allVerified, configMapFiles, onlyVerified, scratch, secretFiles, type Verified, type VerifiedFiles, VerifyFiles, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, config, busybox } = stage();

const SUM = 'ab'.repeat(32);
const model = new VerifyFiles(web, 'model', { from: data, sha256: { 'model.bin': SUM, 'sub/model.txt': SUM }, notEmpty: ['model.bin'] });
const shop = new VerifyFiles(web, 'shop', { from: config.files, notEmpty: ['shop.json'] });
const login = new VerifyFiles(web, 'login', { from: secretFiles('login'), notEmpty: ['user', 'password'], user: 1000 });
const settings = new VerifyFiles(web, 'settings', { from: configMapFiles('settings'), sha256: { 'app.conf': SUM } });

/** What a platform team writes: nobody can give it what no step has looked at. */
function addScanner<Id extends string>(pod: Workload<Id>, plugins: VerifiedFiles<Id>, one: Verified<Id>) {
  pod.addContainer('scanner', { image: busybox, mounts: { '/plugins': onlyVerified(plugins), '/one': onlyVerified(one) } });
}
addScanner(web, model.verified, shop.verified.file('shop.json'));
const name: 'model.bin' | 'sub/model.txt' = model.verified.names[0]!;
web.addContainer('app', {
  image: busybox,
  mounts: allVerified({
    '/a': model.verified.file(name), '/b': login.verified, '/c': settings.verified.file('app.conf'), '/tmp': scratch(Size.mebibytes(1)),
  }),
});
const mounts: Record<string, VerifiedFiles<'web'>> = { '/d': model.verified };
web.addContainer('other', { image: busybox, mounts: allVerified(mounts) });
