import { WriteFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const page = new WriteFiles(web, 'page', { files: { 'index.html': '<h1>Hello</h1>', 'conf.d/site.conf': { content: 'a', mode: 0o644 } } });
// @compiler Argument of type '"index.htm"' is not assignable to parameter of type '"
// @runtime there is no file "index.htm" among those of this step: index.html, conf.d/site.conf.
// @on 'index.htm'
page.file('index.htm');
