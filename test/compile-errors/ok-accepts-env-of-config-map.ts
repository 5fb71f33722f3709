import * as kplus from 'cdk8s-plus-28';
import { configMapKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const config = new kplus.ConfigMap(chart, 'config', { data: { level: 'info' } });
web.addContainer('app', { image: busybox, env: { LEVEL: configMapKey(config, 'level') } });
