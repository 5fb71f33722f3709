/** What a standard asks for, and how messages name that standard. */
export interface Requirement<T> {
  /** What is asked for. */
  readonly value: T;
  /** The standard and who set it, such as `standard "Acme" (set on shop)`. */
  readonly by: string;
}

/** What standards ask of a rendered pod. */
export interface PodRequirements {
  /** The registries, or beginnings of repositories, that images come from. */
  readonly registries?: Requirement<readonly string[]> | undefined;
  /** True where every image has a digest. */
  readonly digests?: Requirement<boolean> | undefined;
  /** The directories that images fill, by the end of the repository; `*` is every image. */
  readonly filledDirectories?: Readonly<Record<string, Requirement<readonly string[]>>> | undefined;
  /** The platform that chooses users, where one does. */
  readonly platform?: Requirement<string> | undefined;
  /** The version of Kubernetes that the manifest is for. */
  readonly kubernetesVersion?: Requirement<string> | undefined;
}
