import { HELPER_CONTAINER } from '../assembly/helper';
import { list, text } from '../manifest/types';
import type { Workload } from '../workload/workload';
import { rendered } from './rendered';

/**
 * The names of the init containers of a workload in the order in which they run: its steps, and those that it had before it was
 * adopted; without the one that copies the helper. Read from the rendered pod, after all patches.
 *
 * @param workload a workload of this library
 *
 * @example
 * expect(stepsOf(web)).toEqual(['wait-for-db', 'migrate', 'fetch-config']);
 */
export function stepsOf(workload: Workload): readonly string[] {
  return list(rendered(workload).spec.initContainers).map((container) => text(container?.name)).filter((name) => name !== HELPER_CONTAINER);
}
