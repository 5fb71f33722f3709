import { isIP } from 'node:net';
import { addressOfUrl } from '../../declared/target';
import { certificateNotVerified, downloadExecuted, plainHttpDownload } from '../../messages/scripts';
import { list, text } from '../../manifest/types';
import { hasFlag } from '../../shell/program';
import type { LibraryRule, Report } from '../rule';
import { type Call, callsOf, type InitScript, initScripts } from './scripts';

/** What turns the verification off, by program. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  curl: ['-k', '--insecure'], wget: ['--no-check-certificate'], pip: ['--trusted-host'], pip3: ['--trusted-host'], apk: ['--allow-untrusted'],
  helm: ['--insecure-skip-tls-verify'], kubectl: ['--insecure-skip-tls-verify'], aws: ['--no-verify-ssl'],
};
/** Variables that do the same for each program of their kind. */
const VARIABLES: Readonly<Record<string, RegExp>> = {
  GIT_SSL_NO_VERIFY: /^(?!0$|false$).+/, NODE_TLS_REJECT_UNAUTHORIZED: /^0$/, PYTHONHTTPSVERIFY: /^0$/, CURL_INSECURE: /^(1|true)$/, VAULT_SKIP_VERIFY: /^(1|true)$/,
};
const DOWNLOADS: ReadonlySet<string> = new Set(['curl', 'wget', 'aria2c', 'git', 'pip', 'pip3']);
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'python', 'python3', 'node', 'perl']);

export const unverifiedDownloads: LibraryRule = {
  id: 'unverified-downloads',
  severity: 'warning',
  uses: ['facts'],
  title: 'What a script downloads comes from the server that it names, unchanged',
  why: 'Without TLS, or with the verification turned off, anyone between the node and the server can replace what the pod runs.',
  see: 'https://kubernetes.io/docs/concepts/security/security-checklist/',
  check(pod, report) {
    for (const found of initScripts(pod)) {
      checkVariables(found, report);
      for (const call of callsOf(found.script)) checkCall(found, call, report);
    }
  },
};

function checkVariables({ container, script, where }: InitScript, report: Report): void {
  const ofContainer = list(container.json.env).map((variable) => ({ name: text(variable?.name), value: text(variable?.value), line: 1 }));
  const ofScript = script.commands.flatMap(({ sets, line }) => sets.map((set) => ({ ...set, line })));
  for (const { name, value, line } of [...ofContainer, ...ofScript]) {
    if (VARIABLES[name]?.test(value) === true) report({ where, sentence: certificateNotVerified(`${name}=${value}`, line) });
  }
}

function checkCall({ script, where }: InitScript, { name, args, command }: Call, report: Report): void {
  const flag = (FLAGS[name] ?? []).find((one) => hasFlag(args, one));
  if (flag !== undefined) report({ where, sentence: certificateNotVerified(`${name} ${flag}`, command.line) });
  if (name === 'git' && args.some(({ text: word }) => /^http\.sslVerify=(false|0)$/i.test(word))) {
    report({ where, sentence: certificateNotVerified('git -c http.sslVerify=false', command.line) });
  }
  if (!DOWNLOADS.has(name)) return;
  const next = script.commands[script.commands.indexOf(command) + 1];
  const isRun = command.feedsPipe && next !== undefined && SHELLS.has(next.words[0]?.text ?? '');
  if (isRun) report({ where, sentence: downloadExecuted(name, command.line) });
  if (isProbe(name, args.map(({ text: word }) => word))) return;
  for (const { text: word } of args) {
    const host = /^http:\/\//i.test(word) ? addressOfUrl(word)?.host : undefined;
    if (host !== undefined && isElsewhere(host)) report({ where, sentence: plainHttpDownload(host, command.line) });
  }
}

/** Asks whether somebody answers, and keeps nothing. */
const isProbe = (program: string, words: readonly string[]): boolean =>
  words.includes('--spider') || words.includes('/dev/null') || words.includes('-O/dev/null') || words.includes('-qO/dev/null') || (program === 'curl' && words.some((word) => word === '-I' || word === '--head'));

/** True for a host that is neither a name within the cluster nor an address of the pod's own network. */
function isElsewhere(host: string): boolean {
  if (isIP(host) !== 0 || host.startsWith('[') || host.includes('$')) return false;
  const parts = host.toLowerCase().replace(/\.$/, '').split('.');
  return parts.length > 2 && !parts.includes('svc') && parts.at(-1) !== 'local' && parts.at(-1) !== 'internal';
}
