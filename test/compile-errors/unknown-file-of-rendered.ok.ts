import { RenderConfig } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const config = new RenderConfig(web, 'render', { files: { 'app.env': { template: 'A=@{A}\n', format: 'env', values: { A: true } } } });
config.file('app.env');
