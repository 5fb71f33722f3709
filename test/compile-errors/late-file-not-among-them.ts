import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const names: string[] = ['a.json', 'b.json'];
const config = new FetchConfig(web, 'fetch', { from: Object.fromEntries(names.map((name) => [name, https(`https://a/${name}`)])) });
// @runtime there is no file "c.json" among those of this step: a.json, b.json.
config.file('c.json');
