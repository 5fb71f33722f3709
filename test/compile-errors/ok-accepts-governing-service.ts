import * as kplus from 'cdk8s-plus-28';
import { StatefulSet } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const service = new kplus.Service(chart, 'service', { clusterIP: 'None', ports: [{ port: 5432 }] });
new StatefulSet(chart, 'shop', { service });
