import { FetchBinary, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchBinary(web, 'tool', {
  from: https('https://example.com/tool', { as: 'tool', sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
});
