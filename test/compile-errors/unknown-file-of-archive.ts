import { FetchArchive, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();
const archive = new FetchArchive(web, 'archive', { from: https('https://example.com/tool.tar.gz'), files: ['bin/tool'] });

// @compiler Argument of type '"bin/toll"' is not assignable to parameter of type '"bin/tool"'
// @runtime there is no file "bin/toll" among those of this step: bin/tool.
// @on 'bin/toll'
archive.file('bin/toll');
