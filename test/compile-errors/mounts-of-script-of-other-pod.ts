import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config, apiConfig } = stage();

const files = [config.files, apiConfig.files] as const;
new RunScript(web, 'count', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'grep -c book /config/products.json',
  // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on '/config'
  mounts: { '/config': files[1] },
});
