import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkPattern } from '../../checks/values';
import { escapeExpansion } from '../../env/expansion';
import { isSecretKey, type SecretKey } from '../../env/secret-key';
import { refuse } from '../../errors';
import * as say from '../../messages/seed-database';
import { checkFileSource, configurationFile, type FileSource } from '../../volumes/file-source';
import type { MountSpec } from '../../template/volume-spec';

/** How a step of the library logs in to a database. */
export interface DatabaseLogin {
  /** The name of the database on its server: a `string`, or `secretKey(…)`. */
  readonly databaseName: string | SecretKey;
  /** The user of the database to log in as: a `string`, or `secretKey(…)`. */
  readonly login: string | SecretKey;
  /**
   * The password: `secretKey(…)`.
   *
   * @default - none is sent
   */
  readonly password?: SecretKey;
  /**
   * The certificate authority that the server's certificate must be from: `configMapKey(…)` or `secretKey(…)`. The server's
   * name is verified as well.
   *
   * @default - encrypted if the server offers it; the server is not verified
   */
  readonly ca?: FileSource;
}

export const LOGIN_KEYS = { databaseName: true, login: true, password: true, ca: true } as const;

/** A login, checked, as a container is given it: by variables that show in no list of processes, and a file. */
export interface RenderedLogin {
  readonly variables: readonly k8s.EnvVar[];
  readonly flags: readonly string[];
  readonly mounts: readonly MountSpec[];
}

const LOGIN = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u;

/** Checks a login. */
export function checkLogin(at: IConstruct | string, { databaseName, login, password, ca }: DatabaseLogin): void {
  if (password !== undefined && !isSecretKey(password)) refuse(at, 'plain-secrets', say.passwordIsSecret);
  if (!isSecretKey(login)) checkPattern(at, 'seed-database', say.notALogin('login'), LOGIN, login);
  if (!isSecretKey(databaseName)) checkPattern(at, 'seed-database', say.notALogin('databaseName'), LOGIN, databaseName);
  checkFileSource(at, 'ca', ca);
}

/**
 * A checked login for the container of a step.
 *
 * @param step the name of the step
 * @param prefix what the names of its variables begin with
 * @param directory where the certificate authority is mounted
 */
export function renderLogin(step: string, prefix: string, directory: string, { databaseName, login, password, ca }: DatabaseLogin): RenderedLogin {
  const file = ca === undefined ? undefined : configurationFile(step, directory.slice(1).replaceAll('/', '-'), directory, ca);
  return {
    variables: [
      variable(`${prefix}_USER`, login), variable(`${prefix}_DATABASE`, databaseName),
      ...(password === undefined ? [] : [variable(`${prefix}_PASSWORD`, password)]),
    ],
    flags: file === undefined ? [] : ['--ca', file.file],
    mounts: file === undefined ? [] : [file.mount],
  };
}

/** A value, or where it is read from, as a variable of a container. */
export const variable = (name: string, value: string | SecretKey): k8s.EnvVar => (isSecretKey(value)
  ? { name, valueFrom: { secretKeyRef: { key: value.key, name: value.secret } } }
  : { name, value: escapeExpansion(value) });

/** Host and port of `postgres://db:5432`; an IPv6 address loses its brackets. */
export function addressOf(url: string): { readonly host: string; readonly port: string } {
  const [, host = '', port = ''] = /^[a-z]+:\/\/(.+):(\d+)$/.exec(url) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port };
}

/** The same as flags. */
export function addressFlags(url: string): readonly string[] {
  const { host, port } = addressOf(url);
  return ['--host', host, '--port', port];
}
