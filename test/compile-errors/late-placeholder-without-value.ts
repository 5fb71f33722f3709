import { RenderConfig, type Template } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const template: string = ['host', 'port'].map((name) => `${name}=@{${name.toUpperCase()}}`).join('\n');
const file: Template = { template, format: 'text', values: { HOST: 'db' } };
// @runtime the template has @{PORT}, and values has no PORT: give it a value
new RenderConfig(web, 'render', { files: { 'app.conf': file } });
