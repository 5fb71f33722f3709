import type { IConstruct } from 'constructs';
import { checkId } from '../../checks/values';
import type { StepDefinition } from '../../step/definition';

/** The user and the group of what a step writes, checked, where they are given. */
export const writtenBy = (
  at: IConstruct, { user, group }: { readonly user?: number | undefined; readonly group?: number | undefined },
): Pick<StepDefinition, 'user' | 'group'> => ({
  ...(user === undefined ? {} : { user: checkId(at, 'user', user) }),
  ...(group === undefined ? {} : { group: checkId(at, 'group', group) }),
});
