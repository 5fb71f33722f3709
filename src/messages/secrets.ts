/*
 * What is said of secrets that would stand in a manifest: in code, where plainText(…) says of one that it is none, and in a
 * rendered pod, where an annotation does.
 */

import type { OfRule } from './rule-ids';

const orPlainText = 'or plainText(value, because) where it is none';
const orSayWhy = (annotation: string) => `or say in annotation ${annotation} why it is none.`;

/* By its name. */

const namesASecret = <Of extends string, Name extends string>(of: Of, name: Name) => `${of} ${name} names a secret: give secretKey(…)` as const;

/** A literal where only a reference to a secret belongs. */
export const secretInPlainText = <Name extends string>(name: Name) => `${namesASecret('env', name)}, ${orPlainText}` as const;
export type SecretInPlainText<Name extends string> = OfRule<'plain-secrets', ReturnType<typeof secretInPlainText<Name>>>;

/** A literal for a placeholder that names a secret: it would stand in the YAML. */
export const secretInTemplate = <Name extends string>(name: Name) => `${namesASecret('value', name)}, ${orPlainText}` as const;
export type SecretInTemplate<Name extends string> = OfRule<'plain-secrets', ReturnType<typeof secretInTemplate<Name>>>;

export const plainSecret = (variable: string, annotation: string) =>
  `${namesASecret('env', variable)}, for its value stands in the manifest for all to read, ${orSayWhy(annotation)}`;
export const secretInConfigMap = (variable: string, annotation: string) =>
  `${namesASecret('env', variable)}, for more people may read a ConfigMap, ${orSayWhy(annotation)}`;
export const plainSecretFlag = (flag: string, annotation: string) =>
  `argument ${flag} names a secret, and its value stands in the manifest for all to read: give a variable secretKey(…) and refer to it, by "$NAME" in a script or ` +
  `$(NAME) in an argument (in a container of this library expand('…$(NAME)…')), ${orSayWhy(annotation)}`;

/* In a header. */

const headerHoldsSecret = <Name extends string>(name: Name) => `header ${name} holds a secret: give secretKey(…) or bearer(…)` as const;

/** A literal in a header that holds a secret. */
export const secretInHeader = <Name extends string>(name: Name) => `${headerHoldsSecret(name)}, ${orPlainText}` as const;
export type SecretInHeader<Name extends string> = OfRule<'plain-secrets', ReturnType<typeof secretInHeader<Name>>>;

export const plainSecretHeader = (header: string, annotation: string) =>
  `${headerHoldsSecret(header)}, for it stands in the manifest for all to read, ${orSayWhy(annotation)}`;

/* In a URL. */

const urlWithPassword = (what: string) =>
  `${what} holds a URL with a password in it: give a variable the password by secretKey(…), and the URL as expand('…$(VARIABLE)…')`;

/** What a text holds, as it is found; a login has another way out than other secrets. */
const isLogin = (secret: string) => secret === 'a URL with a password in it';
const textWithSecret = (what: string, secret: string) => (isLogin(secret) ? urlWithPassword(what) : `${what} holds ${secret}: give secretKey(…)`);

export const secretInEnv = (name: string, secret: string) =>
  (isLogin(secret) ? `${urlWithPassword(`env ${name}`)}.` : `${textWithSecret(`env ${name}`, secret)}, ${orPlainText}.`);
export const plainSecretInText = (what: string, secret: string, annotation: string) =>
  (isLogin(secret) ? plainPasswordInUrl(what, annotation) : `${textWithSecret(what, secret)}, for it stands in the manifest for all to read, ${orSayWhy(annotation)}`);
const plainPasswordInUrl = (what: string, annotation: string) =>
  `${urlWithPassword(what)}, in a container that is none of this library as …$(VARIABLE)…, ${orSayWhy(annotation)}`;
export const passwordInValue = (name: string, secret: string) =>
  `value ${name} holds ${secret}: put it, or the whole of the value, into a Secret and give secretKey(…).`;
export const userInUrl = 'a URL must not hold a user or a password: give a header with secretKey(…).';
export const secretInUrl = (parameter: string) =>
  `a URL must not hold a secret, as ${parameter} is: it would stand in the manifest for all to read. Give a header with secretKey(…).`;
export const loginInGitUrl = 'a URL must not hold a user or a password: give token: secretKey(…), and username where it is not the usual one.';

/* In a file or a script. */

export const secretInFile = (name: string, what: string) =>
  `file "${name}" holds ${what}, which would stand in the YAML for all to read: read it from a Secret ` +
  '(RenderConfig with secretKey(…), or secretFiles(…)), or give plainText(content, because) where it is none.';
export const secretInRendered = (file: string, what: string) =>
  `file "${file}" holds ${what} once its values are put in, which would stand in the YAML for all to read: give secretKey(…), ${orPlainText}.`;
export const scriptHoldsSecret = (secret: string) =>
  `the script holds ${secret}, for all to read: give a variable secretKey(…), and read it as "$NAME".`;

/* Saying that it is none. */

export const plainTextNotAString = 'plainText(value, because) takes a string, and says why it may stand in the YAML.';
