import { checkKeys } from '../../checks/known-keys';
import { checkFileName } from '../../checks/names';
import { isRecord } from '../../checks/values';
import { refuse } from '../../errors';
import { ARCHITECTURES, type Architecture } from '../../manifest/architectures';
import * as say from '../../messages/fetching';
import { type Address, Source } from './source';

/** A source for each kind of node, by the name that Kubernetes has for it: `amd64`, `arm64` … */
export type SourcesByArchitecture<Name extends string = string, Sha256 extends string | undefined = string | undefined> = {
  readonly [A in Architecture]?: Source<Name, Sha256>;
};

/** Properties of {@link byArchitecture}. */
export interface ByArchitectureProps<Name extends string = string> {
  /**
   * The name that the file gets on every node.
   *
   * @default - that of the sources, where it is the same
   */
  readonly as?: Name;
}

/**
 * One file with an address for each kind of node, each with its own checksum. The step looks at `uname -m` when it runs, and fails on a
 * node that none is for.
 *
 * @param sources the addresses, by what Kubernetes calls the architecture of a node
 * @param props the name of the file
 * @throws {@link PreludeError} when a source is none, or the file has several names
 *
 * @example
 * from: byArchitecture({
 *   amd64: https('https://example.com/tool-linux-x64', { sha256: '…' }),
 *   arm64: https('https://example.com/tool-linux-aarch64', { sha256: '…' }),
 * }, { as: 'tool' })
 * // args: [--to, /files, tool=https://example.com/tool-linux-x64, --architecture, amd64, --sha256, …, tool=https://example.com/tool-linux-aarch64, …]
 */
export function byArchitecture<const Name extends string, Sha256 extends string | undefined, const As extends string = Name>(
  sources: SourcesByArchitecture<Name, Sha256>, props: ByArchitectureProps<As> = {},
): Source<As, Sha256> {
  const at = 'byArchitecture()';
  checkKeys(at, props, { as: true });
  const given = isRecord(sources) ? Object.entries(sources) : [];
  if (given.length === 0 || !given.every(([name]) => (ARCHITECTURES as readonly string[]).includes(name))) {
    return refuse(at, 'source', say.notArchitectures(ARCHITECTURES), sources);
  }
  const addresses = given.map(([architecture, of]): Required<Address> => {
    const isOne = of instanceof Source && !(of instanceof SourceByArchitecture);
    return { architecture: architecture as Architecture, of: isOne ? of : refuse(at, 'source', say.notASourceFor(architecture), of) };
  });
  const names = [...new Set(addresses.map(({ of }) => of.fileName))];
  const [fileName = ''] = props.as === undefined ? names : [checkFileName(at, props.as)];
  if (props.as === undefined && names.length > 1) refuse(at, 'source', say.severalNames(names));
  return new SourceByArchitecture(fileName as As, addresses) as Source<any, any>;
}

class SourceByArchitecture extends Source {
  constructor(fileName: string, private readonly addresses: readonly Required<Address>[]) {
    const checksums = addresses.map(({ of }) => of.checksum);
    super(fileName, (context) => addresses[0]!.of._spec(context), checksums.includes(undefined) ? undefined : checksums[0]);
  }

  override get _addresses(): readonly Address[] {
    return this.addresses;
  }
}
