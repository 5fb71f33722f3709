import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const scripts = join(__dirname, '../../src/scripts');

// A chart's files are templates: what Helm took for one would change the script, or break the chart.
test.each(readdirSync(scripts).filter((file) => file.endsWith('.sh')))('%s holds nothing that Helm takes for a template', (file) => {
  expect(readFileSync(join(scripts, file), 'utf8')).not.toContain('{{');
});
