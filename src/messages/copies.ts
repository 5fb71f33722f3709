/* Messages about two copies of the library in one program. */

export const twoCopies = (what: string, mine: string, other: string) =>
  `${what} comes from another copy of cdk8s-prelude, and the copies cannot work together: this one is ${mine}, the other is ${other}. ` +
  'Install only one: list cdk8s-prelude in peerDependencies of packages that build on it, not in dependencies; `npm ls cdk8s-prelude` shows which ' +
  'package brings the second copy, and `npm dedupe` or one version range for all removes it.';
