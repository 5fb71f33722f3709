/* What is said of secrets and environments. */

export const plainTextNotAString = 'plainText(value, because) takes a string, and says why it may stand in the YAML.';
