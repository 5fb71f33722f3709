import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config, apiConfig } = stage();

const files = [config.files, apiConfig.files] as const;
new RunScript(web, 'count', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'grep -c book /config/products.json',
  mounts: { '/config': files[0] },
});
