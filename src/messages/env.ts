/* What is said of secrets and environments. */

export const badSecretKey = 'a key of a Secret or ConfigMap has letters, digits, "-", "_" and ".", at most 253 characters, and is not "." and does not begin with "..".';
