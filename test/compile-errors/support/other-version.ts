import { Construct } from 'constructs';

/**
 * Objects in the shape that another version of cdk8s-plus gives them: classes of its own, with private parts that this
 * version's classes do not have.
 */
export class OtherVersion extends Construct {
  readonly apiGroup = '';
  readonly apiVersion = 'v1';
  readonly resourceType: string;
  private readonly ofAnotherVersion = true;

  constructor(scope: Construct, id: string, readonly kind: string, readonly name: string) {
    super(scope, id);
    this.resourceType = `${kind.toLowerCase()}s`;
  }

  get metadata(): { readonly namespace?: string; readonly name: string } {
    return this.ofAnotherVersion ? { name: this.name } : { name: '', namespace: '' };
  }

  asApiResource() {
    return this;
  }

  asNonApiResource() {
    return undefined;
  }

  toSubjectConfiguration() {
    return { kind: this.kind, name: this.name };
  }
}
