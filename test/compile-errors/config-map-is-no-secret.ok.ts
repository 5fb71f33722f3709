import * as kplus from 'cdk8s-plus-28';
import { secretFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

secretFiles(new kplus.Secret(chart, 'login'));
