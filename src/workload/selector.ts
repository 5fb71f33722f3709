import * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkMetadata } from '../checks/metadata';
import { refuse } from '../errors';
import { selectorAgainstLabels, selectorEmpty } from '../messages/workload';

/** What the kinds can say whose pods a selector finds. */
export interface SelectorProps {
  /**
   * The labels by which it finds its pods; its pods get them. For a workload that runs already: its selector cannot be changed, so
   * repeat the one that it has.
   *
   * @default - a label made of the construct's path
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
   */
  readonly select?: Readonly<Record<string, string>>;
}

export const SELECTOR_KEYS = { select: true } as const;

/** What cdk8s-plus is told, so that it makes no selector beside one that is given. */
export const selectorOf = (select: SelectorProps['select']): { readonly select?: false } => (select === undefined ? {} : { select: false });

/** Makes a workload find its pods by the labels that are given. */
export function selectPods(at: IConstruct, resource: kplus.Workload, select: SelectorProps['select']): void {
  if (select === undefined) return;
  checkMetadata(at, 'select', { labels: select });
  const labels = Object.entries(select);
  if (labels.length === 0) refuse(at, 'selector', selectorEmpty, select);
  for (const [key, value] of labels) {
    const there = resource.podMetadata.getLabel(key);
    if (there !== undefined && there !== value) refuse(at, 'selector', selectorAgainstLabels(key, value, there), select);
    resource.podMetadata.addLabel(key, value);
  }
  resource.select(kplus.LabelSelector.of({ labels: { ...select } }));
}
