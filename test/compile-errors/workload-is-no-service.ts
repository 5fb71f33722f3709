import * as kplus from 'cdk8s-plus-28';
import { postgres } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const database = new kplus.Deployment(chart, 'database', { containers: [{ image: 'postgres:16', portNumber: 5432 }] });
// @error a Service is needed here, and this is of kind workload: give the Service, or its name
// @on host
postgres({ host: database });
