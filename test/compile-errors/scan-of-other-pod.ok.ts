import { ScanVolume } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data, apiData } = stage();

new ScanVolume(web, 'scan', {
  volume: data,
  refuse: ['setuid'],
});
