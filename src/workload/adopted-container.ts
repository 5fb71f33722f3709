import { type Container, list, text } from '../manifest/types';
import type { KplusContainer, KplusMount } from '../cdk8s-plus';

/** A container of an adopted `ApiObject`, as its manifest has it: handles are mounted into it, and rules suppressed for it. */
export class AdoptedContainer implements KplusContainer {
  /** Its name. */
  readonly name: string;
  /** Its image. */
  readonly image: string;
  /** What it starts with; undefined where the manifest leaves it to the image. */
  readonly command?: readonly string[];
  /** What it mounts by its manifest. */
  readonly mounts: readonly KplusMount[];

  /** @internal */
  constructor(private readonly manifest: Container) {
    this.name = text(manifest.name);
    this.image = text(manifest.image);
    if (Array.isArray(manifest.command)) this.command = manifest.command;
    this.mounts = list(manifest.volumeMounts).map((mount) => ({ path: text(mount?.mountPath) }));
  }

  /** @internal */
  _toKube(): object {
    return this.manifest;
  }
}
