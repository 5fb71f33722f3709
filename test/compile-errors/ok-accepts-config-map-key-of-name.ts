import { configMapKey, FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const map = 'shop';
new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { ca: configMapKey(map, 'ca.crt') }) });
