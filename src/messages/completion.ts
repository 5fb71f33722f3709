/* What `completion` says. */

export const notAShell = (given: string, shells: readonly string[]) => `completion ${given}: use one of ${shells.join(', ')}`;

export const completionHelp = `cdk8s-prelude completion bash|zsh|fish

Writes a script by which the shell completes commands, options and their values.

Examples:
  source <(cdk8s-prelude completion bash)
  cdk8s-prelude completion zsh > "\${fpath[1]}/_cdk8s-prelude"
  cdk8s-prelude completion fish > ~/.config/fish/completions/cdk8s-prelude.fish
`;
