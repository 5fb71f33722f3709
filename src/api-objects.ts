import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The API objects among constructs. */
export const apiObjects = (constructs: readonly IConstruct[]): readonly ApiObject[] =>
  constructs.filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));

/** The manifest of an object; undefined where it cannot be rendered, which is told by whoever renders all. */
export function manifestOf(object: ApiObject): object | undefined {
  try {
    return object.toJson();
  } catch {
    return undefined;
  }
}

/** The manifests of all objects of a kind below a construct, but for those that cannot be rendered. */
export const manifestsOf = (root: IConstruct, kind: string): readonly object[] =>
  apiObjects(root.node.findAll()).filter((object) => object.kind === kind).flatMap((object) => manifestOf(object) ?? []);
