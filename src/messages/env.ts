/* What is said of secrets and environments. */

export const badSecretKey = 'a key of a Secret has letters, digits, "-", "_" and ".", at most 253 characters.';
