import type { ScalarTag, TagId, Tags, CollectionTag } from 'yaml';

/*
 * What kubectl takes an unquoted text for. It reads neither YAML 1.1 nor 1.2: its reader, sigs.k8s.io/yaml, makes JSON of what go-yaml
 * 2 says. test/manifest/yaml-values.test.ts has the table, and asks that reader itself where there is Go.
 */

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'];

const booleans: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool', default: true, test: new RegExp(`^(?:${[...TRUE, ...FALSE].join('|')})$`), resolve: (text) => TRUE.includes(text),
};

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const NO_JSON = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** Everything that begins like a number; what is none after all stays a text. */
const numbers: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+.0-9][-+.0-9a-zA-Z_]*$/,
  resolve(text, onError) {
    if (NO_JSON.test(text)) onError(`JSON has no number ${text}: put it into quotes`);
    // A text that begins with a dot keeps its underscores, and then is no number.
    const plain = text.startsWith('.') ? text : text.replace(/_/g, '');
    return integer(plain) ?? (FLOAT.test(plain) ? Number(plain) : text);
  },
};

function integer(text: string): number | undefined {
  const [, sign, hexadecimal, binary, octal, decimal] = INTEGER.exec(text) ?? [];
  const digits = hexadecimal ?? binary ?? octal ?? decimal;
  if (digits === undefined) return undefined;
  const base = hexadecimal ? 16 : binary ? 2 : octal ? 8 : 10;
  return (sign === '-' ? -1 : 1) * (base === 10 ? Number(digits) : parseInt(digits, base));
}

const binary: ScalarTag = {
  tag: 'tag:yaml.org,2002:binary', resolve: (text) => Buffer.from(text, 'base64').toString('utf8'),
};

const REPLACED: ReadonlySet<string> = new Set(['int', 'float', 'bool'].map((name) => `tag:yaml.org,2002:${name}`));
type Tag = ScalarTag | CollectionTag | TagId;
const isReplaced = (tag: Tag) => typeof tag === 'object' && tag.default === true && REPLACED.has(tag.tag);

/** The tags of the reader: those of YAML 1.2, but for numbers and booleans. */
export const kubectlTags = (tags: Tags): Tags => [booleans, numbers, binary, ...tags.filter((tag) => !isReplaced(tag))];
