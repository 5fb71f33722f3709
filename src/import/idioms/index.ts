import type { Idiom } from '../idiom';
import { waitForService } from './wait-for-service';

/** All idioms; the first that knows an init container makes a construct of it. */
export const IDIOMS: readonly Idiom[] = [
  waitForService,
];
