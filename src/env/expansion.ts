import { type Argument, isExpansion } from './expand';

/**
 * Kubernetes replaces `$(NAME)` in commands, arguments and values of variables, and turns `$$` into `$`. Escapes a text so
 * that it arrives as it is; only a `$` that would be looked at is doubled, which keeps scripts readable.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export const escapeExpansion = (text: string): string => (text.includes('$') ? text.replace(/\$(?=[$(])/g, '$$$$') : text);

/** A word of a command as Kubernetes takes it. */
export const renderArgument = (argument: Argument): string => (isExpansion(argument) ? argument.text : escapeExpansion(argument));
