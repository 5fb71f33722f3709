import { VALIDATION_CASES } from '../rules/validation-cases';
import { describeIn } from './support/namespace';

/* The objects of test/rules/validation.test.ts on the API server, which refuses what the rules refuse. Nothing is made. */

describeIn('validation', 'privileged', 'validation', (namespace) => {
  let refused: readonly boolean[] = [];

  beforeAll(async () => {
    // One object at a time: names are what is wrong with some.
    const answers: boolean[] = [];
    for (let index = 0; index < VALIDATION_CASES.length; index += 8) {
      answers.push(...await Promise.all(VALIDATION_CASES.slice(index, index + 8).map(async ({ object }) => {
        const { code, stderr } = await namespace.kubectl(['create', '--dry-run=server', '--validate=ignore', '-f', '-'], { input: JSON.stringify(object), mayFail: true });
        if (code !== 0 && !/is invalid|cannot be handled|must be unmarshal|cannot unmarshal|Invalid value|strict decoding|unable to (parse|decode)|invalid/i.test(stderr)) throw new Error(stderr);
        return code !== 0;
      })));
    }
    refused = answers;
  });

  test.each(VALIDATION_CASES.map(({ title, rule }, index) => [rule === undefined ? 'taken' : 'refused', title, index] as const))('%s: %s', (verdict, _title, index) => {
    expect(refused[index]).toBe(verdict === 'refused');
  });
});
