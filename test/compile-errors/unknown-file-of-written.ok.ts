import { WriteFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const page = new WriteFiles(web, 'page', { files: { 'index.html': '<h1>Hello</h1>', 'conf.d/site.conf': { content: 'a', mode: 0o644 } } });
page.file('index.html');
