import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const base: string = ['http:', '', 'config.example.com'].join('/');
// @runtime "http://config.example.com/shop.json" is no https URL: begin it with "https://", or use plainHttp(url, { sha256 })
new FetchConfig(web, 'fetch', { from: https(`${base}/shop.json`) });
