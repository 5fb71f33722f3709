import * as kplus from 'cdk8s-plus-28';
import { postgres } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const database = new kplus.Deployment(chart, 'database', { containers: [{ image: 'postgres:16', portNumber: 5432 }] });
postgres({ host: database.exposeViaService() });
