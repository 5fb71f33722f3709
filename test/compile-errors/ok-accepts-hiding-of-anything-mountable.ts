import { Size } from 'cdk8s';
import { configMapFiles, hiding, image, scratch, secretFiles, writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config, data } = stage();

web.addContainer('nginx', {
  image: image('nginx:1.27', { user: 101 }),
  mounts: {
    '/etc/nginx': hiding(config.files),
    '/own.conf': hiding(config.file('shop.json')),
  },
});
web.addContainer('other', {
  image: image('nginx:1.27', { user: 101 }),
  mounts: {
    '/usr/share/nginx/html': hiding(data),
    '/a': hiding(writable(data)),
    '/b': hiding(scratch(Size.mebibytes(1))),
    '/c': hiding(configMapFiles('a')),
    '/d': hiding(secretFiles('a')),
  },
});
