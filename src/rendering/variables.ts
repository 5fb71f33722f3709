import type { k8s } from 'cdk8s-plus-28';
import type { ResolvedValue } from './values';

/** The variables that values are read by: one for each source, named after the placeholder. */
export class Variables {
  private readonly known = new Map<string, k8s.EnvVar>();
  haveSecrets = false;

  of(placeholder: string, { from, isSecret }: Extract<ResolvedValue, { readonly from: unknown }>): string {
    this.haveSecrets ||= isSecret;
    const source = JSON.stringify(from);
    const names = this.all.map(({ name }) => name);
    const free = (name: string, next = 2): string => (names.includes(name) ? free(`PRELUDE_VALUE_${placeholder}_${next}`, next + 1) : name);
    const variable = this.known.get(source) ?? { name: free(`PRELUDE_VALUE_${placeholder}`), valueFrom: from };
    this.known.set(source, variable);
    return variable.name;
  }

  get all(): readonly k8s.EnvVar[] {
    return [...this.known.values()];
  }
}
