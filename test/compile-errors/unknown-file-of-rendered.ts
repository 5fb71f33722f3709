import { RenderConfig } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const config = new RenderConfig(web, 'render', { files: { 'app.env': { template: 'A=@{A}\n', format: 'env', values: { A: true } } } });
// @compiler Argument of type '"app.json"' is not assignable to parameter of type '"app.env"'
// @runtime there is no file "app.json" among those of this step: app.env.
// @on 'app.json'
config.file('app.json');
