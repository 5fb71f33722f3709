import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The API objects among constructs. */
export const apiObjects = (constructs: readonly IConstruct[]): readonly ApiObject[] =>
  constructs.filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
