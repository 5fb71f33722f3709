import { Size } from 'cdk8s';
import { StatefulSet } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const shop = new StatefulSet(chart, 'shop', { ports: [5432] });
shop.claimTemplate('data', {
  // @compiler Type 'number' is not assignable to type 'Size'
  // @runtime size must be a Size, such as Size.mebibytes(64): a bare number has no unit.
  // @on size
  size: 10,
});
