/* The files that a step gives, by name. */
import * as kplus from 'cdk8s-plus-28';
import {
  configMapFiles, CopyFiles, FetchArchive, FetchConfig, https, RenderConfig, RunScript, secretFiles, VerifyCertificate, writable, WriteFiles,
} from 'cdk8s-prelude';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('copy of unknown key', () => {
  const { web } = stage();
  const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
  new CopyFiles(web, 'copy', {
    from: configMapFiles(settings),
    // @error the source in from has no "app.cnf"
    // @on 'app.cnf'
    // @right files: { 'app.conf': { mode: 0o640 } },
    files: { 'app.conf': {}, 'app.cnf': { mode: 0o640 } },
    user: 1000,
  });
});

mistake('copy of unknown key in list', () => {
  const { web } = stage();
  const settings = { name: 'settings', data: { 'app.conf': 'a = 1' } };
  new CopyFiles(web, 'copy', {
    from: configMapFiles(settings),
    // @compiler Type '"app.cnf"' is not assignable to type '"app.conf"'
    // @runtime the source in from has no "app.cnf"
    // @on 'app.cnf'
    // @right files: ['app.conf'],
    files: ['app.cnf'],
    user: 1000,
  });
});

mistake('file of certificate', () => {
  const { web, busybox } = stage();
  const tls = new VerifyCertificate(web, 'verify', { from: secretFiles('shop-tls'), hosts: ['shop.example.com'] });
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @compiler Argument of type '"cert.pem"' is not assignable to parameter of type '"tls.crt" | "tls.key"'
      // @runtime this step has no file "cert.pem"; its files are tls.crt, tls.key.
      // @on 'cert.pem'
      // @right '/etc/tls.crt': tls.verified.file('tls.crt'),
      '/etc/tls.crt': tls.verified.file('cert.pem'),
    },
  });
});

mistake('file of script not among them', () => {
  const { web } = stage();
  const report = new RunScript(web, 'report', {
    purpose: 'counts the products',
    rerun: 'idempotent',
    script: 'echo 3 >/output/count',
    writes: ['count'],
  });
  // @compiler '"total"' is not assignable to parameter of type '"count"'
  // @runtime this step has no file "total"; its files are count
  // @on 'total'
  // @right report.file('count');
  report.file('total');
});

mistake('files of script that writes none', () => {
  const { web, busybox } = stage();
  const report = new RunScript(web, 'report', {
    purpose: 'counts the products',
    rerun: 'idempotent',
    script: 'echo 3 >/output/count',
    // @right writes: ['count'],
    tools: [],
  });
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error this step declares no files: list them in writes to get a handle
      // @on '/app/report'
      '/app/report': report.files,
    },
  });
});

mistake('place of copy', () => {
  const { web, busybox } = stage();
  const config = new CopyFiles(web, 'copy', {
    from: configMapFiles('settings'),
    files: { 'app.conf': { as: 'conf.d/app.conf' } },
    user: 1000,
  });
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @compiler Argument of type '"app.conf"' is not assignable to parameter of type '"conf.d/app.conf"'
      // @runtime this step has no file "app.conf"; its files are conf.d/app.conf.
      // @on 'app.conf'
      // @right '/etc/app.conf': config.file('conf.d/app.conf'),
      '/etc/app.conf': config.file('app.conf'),
    },
  });
});

mistake('unknown file', () => {
  const { web, busybox, config } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @compiler Argument of type '"unknown"' is not assignable to parameter of type '"shop.json"'
      // @runtime this step has no file "unknown"; its files are shop.json.
      // @on 'unknown'
      // @right '/etc/app.json': config.file('shop.json'),
      '/etc/app.json': config.file('unknown'),
    },
  });
});

mistake('unknown file of archive', () => {
  const { web } = stage();
  const archive = new FetchArchive(web, 'archive', { from: https('https://example.com/tool.tar.gz'), files: ['bin/tool'] });

  // @compiler Argument of type '"bin/toll"' is not assignable to parameter of type '"bin/tool"'
  // @runtime this step has no file "bin/toll"; its files are bin/tool.
  // @on 'bin/toll'
  // @right archive.file('bin/tool');
  archive.file('bin/toll');
});

mistake('unknown file of rendered', () => {
  const { web } = stage();
  const config = new RenderConfig(web, 'render', { files: { 'app.env': { template: 'A=@{A}\n', format: 'env', values: { A: true } } } });
  // @compiler Argument of type '"app.json"' is not assignable to parameter of type '"app.env"'
  // @runtime this step has no file "app.json"; its files are app.env.
  // @on 'app.json'
  // @right config.file('app.env');
  config.file('app.json');
});

mistake('unknown file of written', () => {
  const { web } = stage();
  const page = new WriteFiles(web, 'page', { files: { 'index.html': '<h1>Hello</h1>', 'conf.d/site.conf': { content: 'a', mode: 0o644 } } });
  // @compiler Argument of type '"index.htm"' is not assignable to parameter of type '"
  // @runtime this step has no file "index.htm"; its files are index.html, conf.d/site.conf.
  // @on 'index.htm'
  // @right page.file('index.html');
  page.file('index.htm');
});

mistake('unknown value', () => {
  const { web, busybox, config } = stage();
  web.addContainer('app', {
    image: busybox,
    command: ['env'],
    env: {
      // @compiler Argument of type '"region"' is not assignable to parameter of type '"shop.json"'
      // @runtime this step has no file "region"; its files are shop.json.
      // @on 'region'
      // @right REGION: config.files.value('shop.json'),
      REGION: config.files.value('region'),
    },
  });
});

late('file not among them', () => {
  const { web } = stage();
  const names: string[] = ['a.json', 'b.json'];
  const config = new FetchConfig(web, 'fetch', { from: Object.fromEntries(names.map((name) => [name, https(`https://a/${name}`)])) });
  // @runtime this step has no file "c.json"; its files are a.json, b.json.
  config.file('c.json');
});

late('written file leads out', () => {
  const { web } = stage();
  // @runtime the name of a file must be a relative path without "..", "." and "//", such as "index.html" or "conf.d/site.conf"; no part of it may begin with ".prelude-".
  new WriteFiles(web, 'page', { files: { '../index.html': '<h1>Hello</h1>' } });
});

fine('accepts copy files of config map', () => {
  const { chart, web, config, busybox } = stage();
  const map = new kplus.ConfigMap(chart, 'map', { data: { 'app.conf': 'a = 1' } });
  const ofMap = new CopyFiles(web, 'of-map', { from: configMapFiles(map), files: ['app.conf'], user: 1000 });
  const ofName = new CopyFiles(web, 'of-name', { from: configMapFiles('other'), files: { 'a.conf': { mode: 0o640 }, 'b.conf': {} }, user: 1000 });
  const ofSecret = new CopyFiles(web, 'of-secret', { from: secretFiles('login'), files: ['id_ed25519'], user: 1000 });
  const ofStep = new CopyFiles(web, 'of-step', { from: config.files, files: { 'shop.json': { as: 'etc/shop.json' } }, user: 1000 });
  const names: readonly string[] = ['x'];
  const ofNames = new CopyFiles(web, 'of-names', { from: configMapFiles('many'), files: names, user: 1000 });
  const place: 'id_ed25519' = ofSecret.files.names[0]!;
  const other: 'etc/shop.json' = ofStep.files.names[0]!;
  web.addContainer('app', {
    image: busybox,
    mounts: {
      '/a': writable(ofMap.files), '/b': ofName.files, '/b.conf': ofName.file('b.conf'), '/c': ofSecret.file(place), '/d': ofStep.file(other),
      '/e': ofNames.file('x'),
    },
  });
});
