import * as kplus from 'cdk8s-plus-28';
import { configMapFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

configMapFiles(new kplus.ConfigMap(chart, 'settings'));
