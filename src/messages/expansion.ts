/* What is said of references to variables, beyond what the compiler says. */

export const notAnExpansion = 'expand(…) takes a text with at least one $(NAME) in it; a text without one is given as a string.';
export const notAReference = (reference: string) =>
  `"${reference}" is no reference to a variable, whose name has letters, digits and "_": write $(NAME), or $$( where this text is meant.`;
export const referenceToValue = (name: string) =>
  `${name} is set to a value of a step when the container starts, after Kubernetes has expanded $(${name}): use it in the program, or in its shell.`;
export const referencesInCircle = (names: readonly string[]) => `variables refer to each other in a circle, so that none has a value: ${names.join(' → ')}.`;
export const expandedProgram = 'the program itself is written out; only its arguments are expanded.';
