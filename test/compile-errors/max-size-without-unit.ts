import { Size } from 'cdk8s';
import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  // @compiler Type 'number' is not assignable to type 'Size'
  // @runtime maxSize must be a Size, such as Size.mebibytes(64): a bare number has no unit.
  // @on maxSize
  maxSize: 16,
});
