import { checkFiles } from '../../src/cli/check-files';

/* What a manifest shows of containers that cannot work as they are started, or get rights they should not have; and what is well. */

const RESOURCES = 'resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { memory: 32Mi } }';
const APP = `{ name: app, image: 'app:1', ${RESOURCES} }`;
const init = (fields: string) => `{ name: init, image: 'busybox:1.37', ${RESOURCES}, ${fields} }`;
const run = (script: string, fields = '') => init(`command: [sh, -c, ${JSON.stringify(script)}]${fields}`);
const pod = (inits: string, { spec = '', metadata = '' } = {}) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web }${metadata} }\nspec: { initContainers: [${inits}], containers: [${APP}]${spec} }\n`;
const job = (containers: string, { metadata = '', spec = '' } = {}) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate${metadata} }\nspec: { template: { spec: { restartPolicy: Never, containers: [${containers}]${spec} } } }\n`;
const TOKEN = ', volumeMounts: [{ name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount }]';
const OFF = { spec: ', automountServiceAccountToken: false' };
const WAIT = 'kubectl wait --for=condition=complete job/migrate --timeout=5m';

const found = (yaml: string, rule: string) => checkFiles([{ name: 'a.yaml', text: yaml }]).findings.filter((finding) => finding.rule === rule);
const policy = (egress: string, metadata = '', selector = '{}', types = 'policyTypes: [Egress], ') =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: out${metadata} }\nspec: { podSelector: ${selector}, ${types}egress: ${egress} }\n`;
const ASKING = pod(run('timeout 60 sh -c "until nc -z db 5432; do sleep 1; done"'));
const VAULT = ", annotations: { vault.hashicorp.com/agent-inject: 'true'";
const THAT_GOES = `---\n${job(APP).replace('spec: {', 'spec: { ttlSecondsAfterFinished: 60, ')}`;
const later = (kind: string, metadata = '') => `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: db${metadata} }\n${kind === 'Secret' ? 'stringData' : 'data'}: { url: x }\n`;
const hook = (when: string) => `, annotations: { helm.sh/hook: '${when}' }`;
const reads = (ref: string) => `{ name: app, image: 'app:1', envFrom: [{ ${ref}: { name: db } }], ${RESOURCES} }`;

test.each<[what: string, rule: string, yaml: string]>([
  ['a command that is one line', 'command-words', pod(init("command: ['wget -O /data/x https://example.com/x']"))],
  ['of the app too', 'command-words', pod('').replace("image: 'app:1'", "image: 'app:1', command: [\"serve --port 80\"]")],
  ['an option for the program of the image', 'command-words', pod(init("command: ['--config', /etc/x.yaml]"))],
  ['a script without -c', 'command-words', pod(init("command: [/bin/sh, 'echo a && sleep 1']"))],
  ['a script without -c in args', 'command-words', pod(init("command: [bash], args: ['echo a; sleep 1']"))],
  ['kubectl without a token', 'missing-token', pod(run(WAIT), OFF)],
  ['kubectl as the command', 'missing-token', pod(init('command: [kubectl, get, pods]'), OFF)],
  ['the file with the namespace', 'missing-token', pod(run('nslookup "db.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace).svc"'), OFF)],
  ['an image that asks the API', 'missing-token', pod(init('args: [job, migrate]').replace('busybox:1.37', 'groundnuty/k8s-wait-for:v2.0'), OFF)],
  ['bash in busybox', 'shell-in-image', pod(init('command: [bash, -c, "echo a"]'))],
  ['bash in alpine, a script', 'shell-in-image', pod(init('command: [/bin/bash, /scripts/run.sh]').replace('busybox:1.37', 'docker.io/library/alpine:3.20'))],
  ['a kubeconfig by the name of the Secret', 'mounted-kubeconfig', pod(run(WAIT, ', volumeMounts: [{ name: k, mountPath: /k }]'), { spec: ', volumes: [{ name: k, secret: { secretName: admin-kubeconfig } }]' })],
  ['a kubeconfig in a variable', 'mounted-kubeconfig', pod(run(WAIT, ', env: [{ name: KUBECONFIG_DATA, valueFrom: { secretKeyRef: { name: ci, key: config } } }]'))],
  ['secrets of Vault that come later', 'injected-secrets', pod(run('. /vault/secrets/db; migrate up'), { metadata: `${VAULT} }` })],
  ['at a place of their own', 'injected-secrets', pod(run('cat /etc/creds/db'), { metadata: `${VAULT}, vault.hashicorp.com/secret-volume-path: /etc/creds }` })],
  ['a proxy beside a Job', 'job-sidecars', job(`${APP}, { name: p, image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.13.0', ${RESOURCES} }`)],
  ['a Job that goes', 'waited-objects', `${pod(run(WAIT))}${THAT_GOES}`],
  ['a rollout of itself', 'waited-objects', pod(run('kubectl rollout status deployment/web')).replace('apiVersion: v1\nkind: Pod', 'apiVersion: apps/v1\nkind: Deployment').replace('spec: { init', 'spec: { template: { metadata: { labels: { app: web } }, spec: { init').replace(/ \}\n$/, ' } } }\n')],
  ['a policy without DNS', 'egress-policies', `${ASKING}${policy('[{ ports: [{ port: 5432 }] }]')}`],
  ['a policy that lets nothing out', 'egress-policies', `${ASKING}${policy('[]', '', '{ matchLabels: { app: web } }')}`],
  ['DNS among pods beside only', 'egress-policies', `${ASKING}${policy('[{ to: [{ podSelector: {} }] }]')}`],
  ['egress without policyTypes', 'egress-policies', `${ASKING}${policy('[{ ports: [{ port: 80, endPort: 90 }] }]', '', '{}', '')}`],
  ['a hook before its Secret', 'helm-hooks', `${job(reads('secretRef'), { metadata: hook('pre-install,pre-upgrade') })}${later('Secret')}`],
  ['a hook before the pods that it asks', 'helm-hooks', `${job(APP, { metadata: hook('pre-install'), spec: `, initContainers: [${run('until nc -z db 5432; do sleep 1; done')}]` })}---\napiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec: { selector: { app: web }, ports: [{ port: 5432 }] }\n---\n${pod('')}`],
  ['a pod that waits for a later hook', 'helm-hooks', `${pod(run(WAIT))}---\n${job(APP, { metadata: hook('post-install') })}`],
])('%s is found by %s', (_, rule, yaml) => expect(found(yaml, rule)).toHaveLength(1));

test.each<[what: string, rule: string, yaml: string]>([
  ['a command of words, a word with spaces behind', 'command-words', pod(init("command: [echo, 'a b']"))],
  ['a path with a space in a directory', 'command-words', pod(init("command: ['/opt/My Shop/run']"))],
  ['a file of a shell', 'command-words', pod(init("command: [sh, /scripts/run.sh, 'a b']"))],
  ['a shell with options', 'command-words', pod(init("command: [bash, -euo, pipefail, -c, 'echo a b']"))],
  ['kubectl with the token of the account', 'missing-token', pod(run(WAIT))],
  ['kubectl with a token of its own', 'missing-token', pod(run(WAIT, TOKEN), OFF)],
  ['kubectl that asks nobody', 'missing-token', pod(run('kubectl version --client'), OFF)],
  ['kubectl with another kubeconfig', 'missing-token', pod(run('kubectl --kubeconfig /k/config get pods'), OFF)],
  ['bash in an image that has it', 'shell-in-image', pod(init('command: [bash, -c, "echo a"]').replace('busybox:1.37', 'bitnami/kubectl:1.31'))],
  ['an image called after alpine', 'shell-in-image', pod(init('command: [bash, -c, "echo a"]').replace('busybox:1.37', 'node:22-alpine'))],
  ['another Secret', 'mounted-kubeconfig', pod(run('cat /k/a', ', volumeMounts: [{ name: k, mountPath: /k }]'), { spec: ', volumes: [{ name: k, secret: { secretName: db } }]' })],
  ['secrets of Vault, the agent first', 'injected-secrets', pod(run('. /vault/secrets/db'), { metadata: `${VAULT}, vault.hashicorp.com/agent-init-first: 'true' }` })],
  ['secrets of Vault that only the app reads', 'injected-secrets', pod(run('true'), { metadata: `${VAULT} }` })],
  ['a proxy that is stopped', 'job-sidecars', job(`{ name: c, image: 'app:1', command: [sh, -c, 'run && curl -X POST localhost:9091/quitquitquit'] }, { name: p, image: 'cloud-sql-proxy:2' }`)],
  ['two containers that end', 'job-sidecars', job(`${APP}, { name: b, image: 'app:2' }`)],
  ['a proxy beside a Deployment', 'job-sidecars', pod('').replace(APP, `${APP}, { name: p, image: 'envoyproxy/envoy:v1.31.0' }`)],
  ['a Job elsewhere, and one that is to be gone', 'waited-objects', `${pod(`${run(`${WAIT} -n other`)}, ${run('kubectl wait --for=delete job/migrate').replace('name: init', 'name: b')}`)}${THAT_GOES}`],
  ['a policy with DNS', 'egress-policies', `${ASKING}${policy('[{ ports: [{ port: 5432 }] }]')}${policy('[{ ports: [{ port: 53, protocol: UDP }] }]').replace('name: out', 'name: dns')}`],
  ['a policy with all ports', 'egress-policies', `${ASKING}${policy('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]')}`],
  ['a policy of others, of another namespace, of what comes in', 'egress-policies', `${ASKING}${policy('[]', '', '{ matchLabels: { app: db } }')}${policy('[]', ', namespace: other')}${policy('[]', '', '{}', 'policyTypes: [Ingress], ')}`],
  ['an address needs no name', 'egress-policies', `${pod(run('until nc -z 10.0.0.1 5432; do sleep 1; done'))}${policy('[{ ports: [{ port: 5432 }] }]')}`],
  ['a hook after its Secret, that of an upgrade, one whose object is a hook', 'helm-hooks', `${job(reads('secretRef'), { metadata: hook('post-install') })}---\n${job(reads('secretRef'), { metadata: hook('pre-upgrade') }).replace('name: migrate', 'name: b')}---\n${job(reads('configMapRef'), { metadata: hook('pre-install') }).replace('name: migrate', 'name: c')}${later('Secret')}${later('ConfigMap', hook('pre-install'))}`],
  ['a pod that waits for an ordinary Job', 'helm-hooks', `${pod(run(WAIT))}---\n${job(APP)}`],
])('%s is no finding of %s', (_, rule, yaml) => expect(found(yaml, rule)).toEqual([]));
