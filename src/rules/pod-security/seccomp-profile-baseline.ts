import type { LibraryRule } from '../rule';
import { forbiddenSeccomp } from './seccomp-profile';
import { BASELINE_STANDARD, ONLY_BASELINE, WEAKER_LEVEL } from './standards';

export const seccompProfileBaseline: LibraryRule = {
  id: 'seccomp-profile-baseline',
  levels: ONLY_BASELINE,
  title: 'seccomp is not turned off',
  why: 'Unconfined, a container may make every system call, also those that only break out of containers.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check: forbiddenSeccomp,
};
