/* Messages about targets. */

import { orOf } from './list';
import { PROTOCOLS } from './protocols';
import type { OfRule } from './rule-ids';

export const hostMissing = 'host must be a DNS name, an IP address, or a Service of cdk8s-plus.';
/** Something to wait for that is not a target. */
export const notATarget = <Name extends string>(name: Name) =>
  `"${name}" is not a target: give ${orOf(PROTOCOLS)}.` as const;
export type NotATarget<Name extends string> = OfRule<'wait-target', ReturnType<typeof notATarget<Name>>>;

export const notAProtocol = 'protocol must be a name of lowercase letters, digits and "-", such as "corphealth".';
export const notASpec = 'the last argument must be a function that returns { url, parts }.';
export const notAScheme = 'the url of a target must begin with SCHEME://, or be SCHEME: alone; the scheme must have only lowercase letters and digits, because the probe is the function probe_SCHEME.';
export const noProbe = (scheme: string) => `no part defines ${scheme}() { … }: add scriptFile(…) with that function, or the part of the library that has it.`;
export const badStatus = 'statuses must be numbers from 100 to 599, or ranges such as "200-299".';
export const badHeader = 'a header must have a name of letters, digits and "-", and a value without line breaks.';
export const badHeaderValue = (name: string) => `header ${name} must be a string, secretKey(…), bearer(…), basic(…) or plainText(…).`;
export const caWithoutTls = 'a certificate authority has no effect without https.';
export const badBasic = 'give a user name, as a text without ":" or as secretKey(…), and a password as secretKey(…).';
