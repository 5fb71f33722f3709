import { FetchConfig, git } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const config = new FetchConfig(web, 'git', { from: git('https://git.example.com/shop.git', { files: ['shop.json', 'api.json'] }) });
config.file('api.json');
