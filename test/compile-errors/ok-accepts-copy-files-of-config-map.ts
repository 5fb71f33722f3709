import * as kplus from 'cdk8s-plus-28';
import { configMapFiles, CopyFiles, secretFiles, writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

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
