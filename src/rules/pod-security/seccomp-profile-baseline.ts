import type { LibraryRule } from '../rule';
import { forbiddenSeccomp } from './seccomp-profile';
import { BASELINE_STANDARD, ONLY_BASELINE, WEAKER_LEVEL } from './standards';

export const seccompProfileBaseline: LibraryRule = {
  id: 'seccomp-profile-baseline',
  levels: ONLY_BASELINE,
  title: 'seccomp is not turned off',
  why: 'Unconfined, a container can make every system call, including those that help to break out of it.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check: forbiddenSeccomp,
};
