/**
 * What kubelet does to commands, arguments and values of variables: `$(NAME)` becomes the variable's value where there is one
 * and stays where there is none, `$$` becomes `$`. Written after the reference documentation of Container.command.
 */
export function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    return variables[name] ?? whole;
  });
}

/** The environment of a container: each value may use the variables before it. */
export function expandEnvironment(env: readonly { readonly name: string; readonly value?: string }[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const { name, value } of env) result[name] = expand(value ?? '', result);
  return result;
}
