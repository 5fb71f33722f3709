import { FetchConfig, git } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const config = new FetchConfig(web, 'git', { from: git('https://git.example.com/shop.git', { files: ['shop.json', 'api.json'] }) });
// @compiler Argument of type '"unknown"' is not assignable to parameter of type '"
// @runtime there is no file "unknown" among those of this step: shop.json, api.json.
// @on 'unknown'
config.file('unknown');
