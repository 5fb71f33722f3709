import { FetchArchive, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();
const archive = new FetchArchive(web, 'archive', { from: https('https://example.com/tool.tar.gz'), files: ['bin/tool'] });

archive.file('bin/tool');
