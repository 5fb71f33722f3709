/* Only what a step has verified. */
import { Size } from 'cdk8s';
import {
  allVerified, configMapFiles, onlyVerified, scratch, secretFiles, type Verified, type VerifiedFiles, VerifyFiles, type Workload, writable,
} from 'cdk8s-prelude';
import { fine, mistake } from './support/program';
import { stage } from './support/stage';

mistake('unverified file', () => {
  const { web, busybox, config } = stage();
  const checked = new VerifyFiles(web, 'verify', { from: config.files, notEmpty: ['shop.json'] });
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error no step has verified this: give the .verified of VerifyFiles, VerifyCertificate or ScanVolume
      // @on config.file
      // @right '/etc/app': onlyVerified(checked.verified.file('shop.json')),
      '/etc/app': onlyVerified(config.file('shop.json')),
    },
  });
});

mistake('unverified files', () => {
  const { web, busybox, config } = stage();
  const checked = new VerifyFiles(web, 'verify', { from: config.files, notEmpty: ['shop.json'] });
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error no step has verified this: give the .verified of VerifyFiles, VerifyCertificate or ScanVolume
      // @on config.files
      // @right '/etc/app': onlyVerified(checked.verified),
      '/etc/app': onlyVerified(config.files),
    },
  });
});

mistake('unverified mount', () => {
  const { web, busybox } = stage();
  const settings = configMapFiles('settings');
  const checked = new VerifyFiles(web, 'verify', { from: settings, notEmpty: ['app.conf'] });
  web.addContainer('app', {
    image: busybox,
    mounts: allVerified({
      '/tmp': scratch(Size.mebibytes(1)),
      // @error no step has verified what is mounted at "/etc/app": give the .verified of VerifyFiles, VerifyCertificate or ScanVolume
      // @on '/etc/app'
      // @right '/etc/app': checked.verified,
      '/etc/app': settings,
    }),
  });
});

mistake('verified key unknown', () => {
  const { web } = stage();
  const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
  new VerifyFiles(web, 'verify', {
    from: configMapFiles(settings),
    // @compiler Type '"app.cnf"' is not assignable to type '"app.conf"'
    // @runtime the source in from has no "app.cnf"
    // @on 'app.cnf'
    // @right notEmpty: ['app.conf'],
    notEmpty: ['app.cnf'],
  });
});

mistake('writable is not verified', () => {
  const { web, busybox, config } = stage();
  const checked = new VerifyFiles(web, 'verify', { from: config.files, notEmpty: ['shop.json'] });
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error no step has verified this: give the .verified of VerifyFiles, VerifyCertificate or ScanVolume
      // @on writable
      // @right '/etc/app': writable(onlyVerified(checked.verified)),
      '/etc/app': onlyVerified(writable(checked.verified)),
    },
  });
});

fine('verified', () => {
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
});
