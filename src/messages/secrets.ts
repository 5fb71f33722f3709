/*
 * Messages about secrets in a manifest: in code, where plainText(…) marks a text that is not a secret, and in a rendered pod,
 * where an annotation does.
 */

import type { OfRule } from './rule-ids';

const orPlainText = 'or plainText(value, because) if it is not a secret';
const orSayWhy = (annotation: string) => `or explain in annotation ${annotation} why it is not a secret.`;

/* By its name. */

const namesASecret = <Of extends string, Name extends string>(of: Of, name: Name) => `${of} ${name} names a secret: give secretKey(…)` as const;

/** A literal where only a reference to a secret belongs. */
export const secretInPlainText = <Name extends string>(name: Name) => `${namesASecret('env', name)}, ${orPlainText}` as const;
export type SecretInPlainText<Name extends string> = OfRule<'plain-secrets', ReturnType<typeof secretInPlainText<Name>>>;

/** A literal for a placeholder that names a secret: the YAML would show it. */
export const secretInTemplate = <Name extends string>(name: Name) => `${namesASecret('value', name)}, ${orPlainText}` as const;
export type SecretInTemplate<Name extends string> = OfRule<'plain-secrets', ReturnType<typeof secretInTemplate<Name>>>;

export const plainSecret = (variable: string, annotation: string) =>
  `${namesASecret('env', variable)}, because everyone who can read the manifest can read its value, ${orSayWhy(annotation)}`;
export const secretInConfigMap = (variable: string, annotation: string) =>
  `${namesASecret('env', variable)}, because more people can read a ConfigMap than a Secret, ${orSayWhy(annotation)}`;
export const plainSecretFlag = (flag: string, annotation: string, place?: string) =>
  `argument ${flag.startsWith('--') ? `${flag}=…` : flag} names a secret${place === undefined ? '' : ` (${place})`}, and everyone who can read the manifest can read its value: give a variable secretKey(…) and refer to it with "$NAME" in a script or ` +
  `$(NAME) in an argument (expand('…$(NAME)…') in a container of this library), ${orSayWhy(annotation)}`;

/** In an annotation, or in a ConfigMap. */
export const storedSecret = (what: string, secret: string, annotation: string) =>
  `${what} contains ${secret}, and everyone who can read the manifest can read it: put it into a Secret, ${orSayWhy(annotation)}`;

/** A secret among the words of a command, as a constructor sees them. */
export const secretInWord = (place: string, { by, name = '', what }: { readonly by: string; readonly name?: string; readonly what: string }, annotation: string) =>
  (by === 'flag' ? plainSecretFlag(name, annotation, place) : plainSecretInText(place, what, annotation));

/* In a header. */

const headerHoldsSecret = <Name extends string>(name: Name) => `header ${name} contains a secret: give secretKey(…) or bearer(…)` as const;

/** A literal in a header that holds a secret. */
export const secretInHeader = <Name extends string>(name: Name) => `${headerHoldsSecret(name)}, ${orPlainText}` as const;
export type SecretInHeader<Name extends string> = OfRule<'plain-secrets', ReturnType<typeof secretInHeader<Name>>>;

export const plainSecretHeader = (header: string, annotation: string) =>
  `${headerHoldsSecret(header)}, because everyone who can read the manifest can read it, ${orSayWhy(annotation)}`;

/* In a URL. */

const urlWithPassword = (what: string) =>
  `${what} contains a URL with a password: give the password to a variable with secretKey(…), and write the URL as expand('…$(VARIABLE)…')`;

/** The kind of secret found in a text; a login in a URL is mended in another way than other secrets. */
const isLogin = (secret: string) => secret === 'a URL with a password';
const textWithSecret = (what: string, secret: string) => (isLogin(secret) ? urlWithPassword(what) : `${what} contains ${secret}: give secretKey(…)`);

export const secretInEnv = (name: string, secret: string) =>
  (isLogin(secret) ? `${urlWithPassword(`env ${name}`)}.` : `${textWithSecret(`env ${name}`, secret)}, ${orPlainText}.`);
export const plainSecretInText = (what: string, secret: string, annotation: string) =>
  (isLogin(secret) ? plainPasswordInUrl(what, annotation) : `${textWithSecret(what, secret)}, because everyone who can read the manifest can read it, ${orSayWhy(annotation)}`);
const plainPasswordInUrl = (what: string, annotation: string) =>
  `${urlWithPassword(what)}, or as …$(VARIABLE)… in a container outside this library, ${orSayWhy(annotation)}`;
export const passwordInValue = (name: string, secret: string) =>
  `value ${name} contains ${secret}: put the secret or the whole value into a Secret and give secretKey(…).`;
export const userInUrl = 'a URL must not contain a user or a password: give a header with secretKey(…).';
export const secretInUrl = (parameter: string) =>
  `a URL must not contain a secret, such as ${parameter}: everyone who can read the manifest could read it. Give a header with secretKey(…).`;
export const loginInGitUrl = 'a URL must not contain a user or a password: give token: secretKey(…), and username if it is not the default.';

/* In a file or a script. */

export const secretInFile = (name: string, what: string) =>
  `file "${name}" contains ${what}, which everyone who can read the YAML could read: read it from a Secret ` +
  '(RenderConfig with secretKey(…), or secretFiles(…)), or give plainText(content, because) if it is not a secret.';
export const secretInRendered = (file: string, what: string) =>
  `file "${file}" contains ${what} after its values are filled in, which everyone who can read the YAML could read: give secretKey(…), ${orPlainText}.`;
export const scriptHoldsSecret = (secret: string) =>
  `the script contains ${secret}, which everyone who can read the YAML could read: give a variable secretKey(…), and read it as "$NAME".`;

/* Marking a text that is not a secret. */

export const plainTextNotAString = 'plainText(value, because) needs a string, and a reason why the YAML may show it.';
