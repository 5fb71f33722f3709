import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { STEPS } from '../define-standard/steps';
import { configMapKey } from '../env/config-map-key';
import { expand } from '../env/expand';
import { plainText, secretKey } from '../env/secret-key';
import { helperImages } from '../images/catalogue';
import { image } from '../images/image';
import * as tools from '../migration-tools/index';
import { notIdempotent } from '../step/rerun';
import { ownLock, unsafe } from '../steps/database/one-at-a-time';
import * as sources from '../steps/fetch/sources';
import * as targets from '../steps/wait/targets';
import { claim } from '../volumes/claim';
import { emptyDirectory } from '../volumes/empty-directory';
import { hiding } from '../volumes/hiding';
import { configMapFiles, secretFiles } from '../volumes/projected';
import { writable } from '../volumes/writable';
import { readOnly } from '../volumes/read-only';
import { CronJob } from '../workload/cron-job';
import { DaemonSet } from '../workload/daemon-set';
import { Deployment } from '../workload/deployment';
import { Job } from '../workload/job';
import { Pod } from '../workload/pod';
import { StatefulSet } from '../workload/stateful-set';
import { suppressRule } from '../workload/suppressions';

/* What the code that is written may use of each library, and the same for running it. */

const PRELUDE: Readonly<Record<string, unknown>> = {
  ...STEPS, ...targets, ...sources, ...tools,
  claim, configMapFiles, configMapKey, CronJob, DaemonSet, Deployment, emptyDirectory, expand,
  helperImages, hiding, image, Job, notIdempotent, ownLock, plainText, Pod,
  readOnly, secretFiles, secretKey, StatefulSet, suppressRule, unsafe, writable,
};

export const CDK8S_NAMES = ['ApiObject', 'App', 'Chart', 'Cron', 'Duration', 'JsonPatch', 'Size'] as const;
export const CDK8S_PLUS_NAMES = [
  'ConcurrencyPolicy', 'Cpu', 'DeploymentStrategy', 'PodManagementPolicy', 'Probe', 'RestartPolicy', 'Service', 'ServiceAccount', 'StatefulSetUpdateStrategy',
] as const;
export const PRELUDE_NAMES: readonly string[] = Object.keys(PRELUDE);

/** What a library gives to the code that is run. */
export const libraryOf = (name: string): Readonly<Record<string, unknown>> => {
  const known: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'cdk8s': cdk8s as never, 'cdk8s-plus-28': kplus as never, 'cdk8s-prelude': PRELUDE,
  };
  return known[name] ?? {};
};
