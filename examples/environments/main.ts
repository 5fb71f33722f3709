import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { compareManifests } from 'cdk8s-prelude/testing';
import { environments } from './environments';
import { Shop } from './shop';

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';

// A directory for each environment, which is what GitOps tools are pointed at.
for (const [name, environment] of Object.entries(environments)) {
  const app = new App({ outdir: join(outdir, name) });
  environment.standard.setOn(app);
  new Shop(app, 'shop', environment);
  app.synth();
}

// For reviewers: what differs, and nothing else.
const yamlOf = (name: string) => readdirSync(join(outdir, name)).map((file) => readFileSync(join(outdir, name, file), 'utf8')).join('\n---\n');
const differences = compareManifests(Object.fromEntries(Object.keys(environments).map((name) => [name, yamlOf(name)])));
writeFileSync(join(outdir, 'differences.md'), `# How the environments differ\n\nWritten by main.ts.\n\n${differences}`);
