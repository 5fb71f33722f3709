/** What is wrong with how a command was called; told without a stack trace, and the command ends with 2. */
export class UsageError extends Error {}
