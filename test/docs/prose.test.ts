import { allRemarks, EXCEPTIONS, MOST_WORDS, prosePages, remarksOn } from '../../tools/prose';

/* The house style (CONTRIBUTING.md, "How we write") over all pages that people have written. */

test('no page breaks it, but for those that are still to be rewritten', () => {
  const broken = [...allRemarks()].filter(([file, remarks]) => remarks.length > (EXCEPTIONS[file] ?? 0));
  expect(broken.flatMap(([file, remarks]) => remarks.map(({ line, text, advice }) => `${file}:${line}: ${text}: ${advice}`))).toEqual([]);
});

test('every page that may break it is there', () => {
  expect(prosePages().length).toBeGreaterThan(200);
  expect(Object.keys(EXCEPTIONS).filter((file) => !prosePages().includes(file))).toEqual([]);
});

const long = `One ${Array.from({ length: MOST_WORDS }, (_, index) => `word${index}`).join(' ')} too many.`;

test.each([
  ['a word', 'A step\nwaits for ever.', [2]],
  ['a name', '`x` is no name for a container.', [1]],
  ['a word written twice', 'Say it in the the page.', [1]],
  ['a long sentence', `Short.\n\n${long}`, [3]],
  ['a long sentence in a table', `| a | b |\n| --- | --- |\n| ${long} | x |`, [3]],
  ['an item of a list', `- Short.\n- ${long}`, [2]],
])('finds %s', (_, page, lines) => {
  expect(remarksOn(page).map(({ line }) => line)).toEqual(lines);
});

test.each([
  ['code', 'Say `for ever` here.\n\n```sh\nwait for ever\n```'],
  ['an address', 'See [the page](https://example.com/for-ever-of-before).'],
  ['a comment', '<!-- for ever -->\nIt ends.'],
  ['many short sentences', 'It works. '.repeat(60)],
  ['items of a list', '- It works\n'.repeat(60)],
])('leaves %s alone', (_, page) => {
  expect(remarksOn(page)).toEqual([]);
});
