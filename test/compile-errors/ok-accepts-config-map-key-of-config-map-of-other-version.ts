import { configMapKey, FetchConfig, https } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { stage } from './support/stage';

const { chart, web } = stage();

const map = new OtherVersion(chart, 'map', 'ConfigMap', 'shop');
new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { ca: configMapKey(map, 'ca.crt') }) });
