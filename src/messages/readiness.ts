/* What is said of targets. */

import type { OfRule } from './rule-ids';

export const hostMissing = 'host is a DNS name, an address, or a Service of cdk8s-plus.';
/** Something to wait for that is none. */
export const notATarget = <Name extends string>(name: Name) =>
  `"${name}" is no target: give tcp(…), http(…), dns(…), postgres(…), mysql(…), redis(…), memcached(…) or command(…).` as const;
export type NotATarget<Name extends string> = OfRule<'wait-target', ReturnType<typeof notATarget<Name>>>;

export const notAProtocol = 'protocol is a name of lower case letters, digits and "-", such as "corphealth".';
export const notASpec = 'the last argument is a function that returns { url, parts }.';
export const notAScheme = 'the url of a target begins with SCHEME://, or is SCHEME: alone; the scheme has lower case letters and digits only, for the probe is the function probe_SCHEME.';
export const noProbe = (scheme: string) => `none of the parts defines ${scheme}() { … }: add scriptFile(…) with that function, or the part of the library that has it.`;
export const badStatus = 'statuses are numbers from 100 to 599, or ranges such as "200-299".';
export const badHeader = 'a header has a name of letters, digits and "-", and a value without line breaks.';
export const badHeaderValue = (name: string) => `header ${name} must be a string, secretKey(…), bearer(…), basic(…) or plainText(…).`;
export const caWithoutTls = 'a certificate authority is of no use without https.';
export const badBasic = 'basic() takes a login, as a text without ":" or as secretKey(…), and a password as secretKey(…).';
