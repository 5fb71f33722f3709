/* Messages about references to variables, beyond those of the compiler. */

export const notAnExpansion = 'expand(…) needs a text with at least one $(NAME); write a text without one as a plain string.';
export const notAReference = (reference: string) =>
  `"${reference}" is not a reference to a variable: write $(NAME) with letters, digits and "_", or $$( if you mean this text.`;
export const referenceToValue = (name: string) =>
  `${name} gets its value from a step when the container starts, after Kubernetes has expanded $(${name}): read it in the program, or in its shell.`;
export const referencesInCircle = (names: readonly string[]) => `variables refer to each other in a cycle, so none of them has a value: ${names.join(' → ')}.`;
export const expandedProgram = 'the program cannot be an expand(…): write it as a plain string; only its arguments are expanded.';
export const neverExpanded = (what: string, name: string) =>
  `Kubernetes expands no $(${name}) in ${what}: let a shell read the variable, ['sh', '-c', '… "$${name}" …'], or write the text itself.`;
