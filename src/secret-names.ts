/** Ends of a variable's name that say that it holds a secret. PGPASSWORD needs no `_`; PWD alone is a shell's directory. */
const ENDS = ['PASSWORD', 'PASSWD', '_PWD'] as const;
/** Whole words that say so at the end: MONKEY and TOKENIZERS are none. */
const WORDS = [
  'PASSPHRASE', 'SECRET', 'TOKEN', 'API_KEY', 'APIKEY', 'SECRET_KEY', 'SECRETKEY', 'ACCESS_KEY', 'ACCESSKEY', 'PRIVATE_KEY', 'PRIVATEKEY',
] as const;

type End = (typeof ENDS)[number];
type Word = (typeof WORDS)[number];

// In a rendered manifest the separator may be "-" or "." as well.
const either = (words: readonly string[]) => words.join('|').replace(/_/g, '[-_.]');
const SECRET_NAME = new RegExp(`(?:${either(ENDS)}|(?:^|[-_.])(?:${either(WORDS)}))$`, 'i');

/** The same for the compiler. */
export type NamesSecret<Name extends string> = Uppercase<Name> extends Word | `${string}_${Word}` | `${string}${End}` ? true : false;

/**
 * True where a name says that its value is a secret: that of a variable, a parameter of a URL, a property. `…_FILE` is the path
 * of one, and no secret.
 */
export const namesSecret = (name: string): boolean => SECRET_NAME.test(name);
