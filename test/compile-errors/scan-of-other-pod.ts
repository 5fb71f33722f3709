import { ScanVolume } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData } = stage();

new ScanVolume(web, 'scan', {
  // @compiler Type '"api"' is not assignable to type '"web"'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on volume
  volume: apiData,
  refuse: ['setuid'],
});
