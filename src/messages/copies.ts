/* What is said where two copies of the library meet. */

export const twoCopies = (what: string, mine: string, other: string) =>
  `${what} comes from another copy of cdk8s-prelude, and the two know nothing of each other: here is ${mine}, there is ${other}. ` +
  'Have one: packages that build on cdk8s-prelude name it in peerDependencies, not in dependencies; `npm ls cdk8s-prelude` shows who brings the ' +
  'second, `npm dedupe` or one range for all takes it away.';
