import { containerScript } from '../../shell/container-script';
import { waitsOf } from '../../shell/waits';
import type { TargetFacts } from '../../declared/target';
import { isSet, list, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { LiveContainer } from '../live';
import { endOf, logLines, type Patient, stepOf } from '../patient';
import type { Diagnosis } from '../verdict';
import { kubectl, logEvidence, oneLine, showLog, span, targetWords, tellingLine, who } from '../words';
import { waitedObject } from './waited-object';
import { behindService, nameBehind, type WhyNot } from './behind-service';

/** How a wait of this library, `timeout`, and wait-for-it end at their deadline. */
const TIMED_OUT = 124;
const UNRESOLVED = /bad address|does not resolve|could not resolve|could not translate host name|name or service not known|no such host|NXDOMAIN|server can't find|Unknown host|getaddrinfo|Temporary failure in name resolution/i;
const WRONG_ANSWER = /HTTP\/\d\S* [345]\d\d[^"]*|(?:status|code|error)[ :]+[345]\d\d\b.*|answered [345]\d\d.*/i;

/** Init containers that wait for somebody, or have given up. */
export function waiting(patient: Patient): Diagnosis | undefined {
  const { blocking, cluster } = patient;
  if (!blocking || blocking.kind !== 'step') return undefined;
  const targets = targetsOf(patient, blocking);
  const state = blocking.status.state ?? {};
  const end = endOf(blocking);
  const gaveUp = !isSet(state.running) && isSet(end);
  if (targets.length === 0 || (!gaveUp && !isSet(state.running)) || (gaveUp && !endedWaiting(patient, blocking))) return undefined;
  const since = text(gaveUp ? end.startedAt : state.running?.startedAt) || undefined;
  const time = span(since, gaveUp && isSet(end.finishedAt) ? new Date(end.finishedAt) : cluster.now);
  const line = lastWords(patient, blocking);
  for (const target of targets) {
    const why = whyNot(patient, target, line);
    if (!why) continue;
    const subject = gaveUp ? say.gaveUp(who(patient, blocking), time, targetWords(target), (blocking.status.restartCount ?? 0) + 1)
      : say.waits(who(patient, blocking), time, targetWords(target));
    // What the reason quotes already need not be said twice.
    const said = line === undefined || why.says.includes(line) ? '' : say.says(line);
    return {
      cause: why.cause, says: say.then(`${subject}: ${why.says}`, said), since, next: why.next ?? showLog(patient, blocking),
      evidence: [...why.evidence ?? [], ...logEvidence(patient, blocking, 2)],
    };
  }
  const [target] = targets;
  const subject = say.waits(who(patient, blocking), time, targetWords(target!));
  const service = target?.host === undefined || target.protocol === 'resource' ? undefined : nameBehind(patient, target.host);
  return {
    cause: 'unknown', says: say.then(`${subject}: ${service === undefined ? say.outsideTarget : say.looksReachable(service)}`, say.says(line)),
    since, evidence: logEvidence(patient, blocking), next: showLog(patient, blocking),
  };
}

function whyNot(patient: Patient, target: TargetFacts, line: string | undefined): WhyNot | undefined {
  const dns = brokenDns(patient, line);
  if (dns) return dns;
  if (target.protocol === 'resource') return waitedObject(patient, target, line);
  const found = target.host === undefined ? undefined : behindService(patient, target, target.host);
  if (found) return found;
  if (line !== undefined && target.host !== undefined && UNRESOLVED.test(line)) {
    const [, namespace] = /^[\w-]+\.([\w-]+)(?:\.svc|$)/.exec(target.host) ?? [];
    const says = namespace !== undefined && /\.svc\b/.test(target.host) ? say.noNamespace(target.host, namespace) : say.unresolved(target.host);
    return { cause: 'name-unresolved', says: `${says}: "${line}"`, next: kubectl(patient.namespace, 'get', 'services', '-A') };
  }
  const answer = line === undefined ? null : WRONG_ANSWER.exec(line);
  return answer ? { cause: 'wrong-answer', says: say.answers(line!) } : undefined;
}

/** A pod with DNS servers of its own, of which none knows the cluster. */
function brokenDns({ pod, cluster, namespace }: Patient, line: string | undefined): WhyNot | undefined {
  const { spec } = pod;
  if (spec?.dnsPolicy !== 'None' || line === undefined || !UNRESOLVED.test(line)) return undefined;
  const isKnown = cluster.services.some(({ metadata }) => text(metadata?.namespace) === namespace && line.includes(text(metadata?.name)));
  const servers = list(spec.dnsConfig?.nameservers).map(text);
  return isKnown ? { cause: 'dns', says: say.dnsBroken(servers), next: kubectl('kube-system', 'get', 'service', 'kube-dns') } : undefined;
}

/** What a step waits for: as its facts say, or its script. */
export function targetsOf(patient: Patient, { name, json }: LiveContainer): readonly TargetFacts[] {
  const step = stepOf(patient, name);
  if (step) return (step.waitsFor ?? []).filter(({ optional }) => optional === undefined);
  const script = containerScript({ json }, false);
  return script ? waitsOf(script) : [];
}

/** True where a run ended because it waited in vain: by its exit code, or because it does nothing else. */
function endedWaiting(patient: Patient, container: LiveContainer): boolean {
  const code = endOf(container)?.exitCode;
  const step = stepOf(patient, container.name);
  return code === TIMED_OUT || code === 137 || code === 143 || step?.kind === 'WaitForService' || step?.kind === 'WaitForResource';
}

/** What the step says itself: its last line, without the step's and the target's name; or what it left when it ended. */
function lastWords(patient: Patient, container: LiveContainer): string | undefined {
  const lines = logLines(patient, container).filter((line) => !/^(?:waiting|\.+|sleeping|retrying)\b.*$/i.test(line) || line.length > 40);
  const line = tellingLine(lines.slice(-6)) ?? (text(endOf(container)?.message).trim().split('\n').at(-1) || undefined);
  return line === undefined ? undefined : oneLine(stepOf(patient, container.name) ? line.replace(/^[a-z0-9-]+: (?:still waiting, [^:]*: )?(?:[^:(]+ \([^)]*\): )?/, '') : line);
}
