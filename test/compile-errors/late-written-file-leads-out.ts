import { WriteFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

// @runtime the name of a file is a relative path without "..", "." and "//", such as "index.html" or "conf.d/site.conf"; no part of it begins with ".prelude-".
new WriteFiles(web, 'page', { files: { '../index.html': '<h1>Hello</h1>' } });
