import * as kplus from 'cdk8s-plus-28';
import { configMapKey, FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web } = stage();

const map = kplus.ConfigMap.fromConfigMapName(chart, 'map', 'shop');
new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { ca: configMapKey(map, 'ca.crt') }) });
