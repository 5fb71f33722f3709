import * as kplus from 'cdk8s-plus-28';
import { secretFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

// @error a Secret is needed here, and this is of kind ConfigMap: give the Secret, or its name
// @on new kplus.ConfigMap
secretFiles(new kplus.ConfigMap(chart, 'login'));
