import { allRemarks, MOST_WORDS, prosePages, remarksOn } from '../../tools/prose';

/* The house style (CONTRIBUTING.md, "How we write") over all pages that people have written. */

test('no page breaks it', () => {
  expect([...allRemarks()].flatMap(([file, remarks]) => remarks.map(({ line, text, advice }) => `${file}:${line}: ${text}: ${advice}`))).toEqual([]);
});

test('all pages are looked at', () => {
  expect(prosePages().length).toBeGreaterThan(200);
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
