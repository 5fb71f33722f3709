/**
 * What stands for a value: `$(NAME)` of Kubernetes, `${NAME}` and `$NAME` of a shell, `@{NAME}` of RenderConfig, `{{ … }}` of
 * many templates, `<%= … %>`, `%(NAME)s`, `%env(NAME)%`, `<name>`, `%s` of a format.
 */
const STAND_IN = /\${1,4}\([^()]{0,1024}\)|[$@#]{1,4}\{[^{}]{0,1024}\}|\{\{[^{}]{0,1024}\}\}|<%[^%]{0,1024}%>|%\w{0,16}\([^()]{0,256}\)[s%]?|<[\w .-]{1,64}>|\${1,4}\w{1,256}|%s|`[^`]{0,1024}`|\$\(.{0,1024}$/gs;

/** True where something of a text is given, and not only what stands for it. */
export const isLiteral = (value: string): boolean => /[\p{L}\p{N}]/u.test(value.replace(STAND_IN, ''));

/**
 * What no secret looks like: nothing, a path or a file, a call, where a secret is kept, a word of a language, of a format or of a
 * sentence, a number of one or two digits.
 */
const WORDS = [
  'true', 'false', 'yes', 'no', 'on', 'off', 'null', 'none', 'nil', 'undefined', 'string', 'str', 'text', 'bytes', 'int', 'required', 'optional', 'redacted',
  'hidden', 'enabled', 'disabled', 'enable', 'disable', 'default', 'bearer', 'basic', 'jwt', 'opaque', 'prompt', 'env', 'file', 'vault', 'strict', 'unset', 'expired', 'invalid',
  'is', 'are', 'was', 'takes', 'of', 'for', 'and', 'or', 'to', 'from', 'the', 'with', 'in', 'must', 'flag', 'option', 'missing', 'ok', 'not', 'has', 'as', 'by',
].join('|');
const NO_SECRET = new RegExp(`^(?:\\.{0,2}/.*|~.*|.*[()].*|[\\[{].*|x{3,}|[*.…-]+|${WORDS}|\\d{1,2}|[^=]*\\.(?:pem|key|crt|cer|txt|jsonl?|ya?ml|jks|p12|pfx|pub|env|conf)|` +
  '(?:file|env|vault|op|ref\\+\\w+|arn:aws|projects|kms|ssm|azkv|secretref|secretsmanager)(?::|/).*|ENC\\[.*)$', 'is');

/** True where a value that stands beside the name of a secret may be one. */
export const isSecretValue = (value: string): boolean => isLiteral(value) && !NO_SECRET.test(value.trim());
