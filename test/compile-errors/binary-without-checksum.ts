import { FetchBinary, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchBinary(web, 'tool', {
  // @error a binary is run, so what it is must be known: give sha256 with https(…) or plainHttp(…)
  // @on from
  from: https('https://example.com/tool', { as: 'tool' }),
});
