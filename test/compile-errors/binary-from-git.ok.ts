import { FetchBinary, plainHttp } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchBinary(web, 'tool', {
  from: plainHttp('http://mirror.local/tool', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
});
