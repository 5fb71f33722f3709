import { type File, type Files, type Value } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, api, busybox, config, apiConfig } = stage();

const region: Value<'web'> = config.files.value('shop.json');
const command: readonly string[] = ['env'];
web.addContainer('app', { image: busybox, command, env: { REGION: region, DB_PASSWORD: config.files.value('shop.json'), LOG_LEVEL: 'info' } });

// Names that come at run time.
const env: Record<string, Value<'api'> | string> = { REGION: apiConfig.files.value('api.json'), LOG_LEVEL: 'info' };
api.addContainer('app', { image: busybox, command: ['env'], env });

export function region2<Id extends string>(files: Files<Id, 'region'>): readonly [Value<Id>, File<Id>] {
  return [files.value('region'), files.file('region')];
}
