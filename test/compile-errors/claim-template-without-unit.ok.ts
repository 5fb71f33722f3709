import { Size } from 'cdk8s';
import { StatefulSet } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const shop = new StatefulSet(chart, 'shop', { ports: [5432] });
shop.claimTemplate('data', {
  size: Size.gibibytes(10),
});
