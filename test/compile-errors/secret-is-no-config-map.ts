import * as kplus from 'cdk8s-plus-28';
import { configMapFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

// @error a ConfigMap is needed here, and this is of kind Secret: give the ConfigMap, or its name
// @on new kplus.Secret
configMapFiles(new kplus.Secret(chart, 'settings'));
