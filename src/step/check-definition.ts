import type { IConstruct } from 'constructs';
import { checkResources, STEP_RESOURCES } from '../template/default-resources';
import { checkLabel } from '../checks/names';
import { checkKeys } from '../checks/known-keys';
import { checkMode } from '../checks/modes';
import { checkUrl } from '../checks/url';
import { checkDuration, checkId, checkList, checkReason, checkRecord, checkSentence, checkWhole, isRecord } from '../checks/values';
import { isExpansion } from '../env/expand';
import { refuse } from '../errors';
import * as say from '../messages/own-steps';
import { notAProgram } from '../messages/steps';
import { embedded } from '../scripts/embedded';
import { ScriptFile } from './script-file';
import type { StepDefinition } from './definition';

const KEYS = {
  kind: true, purpose: true, see: true, image: true, program: true, tools: true, output: true, rerun: true, timeout: true,
  defaultTimeout: true, goesOnAfter: true, attempts: true, env: true, variables: true, reasons: true, mounts: true, sources: true,
  fills: true, leaves: true, user: true, group: true, capabilities: true, privileged: true, workingDir: true, resources: true,
  defaultResources: true, needs: true, brings: true, after: true, waitsFor: true, redirectsTo: true, asks: true, targets: true, gives: true,
} as const;

/** Checks the definition of a step, as far as no later code does: users write steps too. */
export function checkDefinition(at: IConstruct, definition: StepDefinition): void {
  checkKeys(at, definition, KEYS);
  const { kind, see, program, defaultTimeout, goesOnAfter, attempts, user, group } = definition;
  if (kind !== undefined) checkSentence(at, 'kind', kind);
  if (see !== undefined) checkUrl(at, see);
  checkDuration(at, 'defaultTimeout', defaultTimeout);
  if (goesOnAfter !== undefined) checkDuration(at, 'goesOnAfter', goesOnAfter);
  if (attempts !== undefined && attempts !== 'until the deadline') checkWhole(at, 'attempts', attempts, 1);
  if (user !== undefined) checkId(at, 'user', user);
  if (group !== undefined) checkId(at, 'group', group);
  checkProgram(at, program);
  checkMounts(at, definition);
  checkLeaves(at, definition);
  if (definition.defaultResources !== undefined) checkResources(at.node.path, definition.defaultResources, STEP_RESOURCES);
  checkEach(at, 'variables', definition.variables, (variable) => typeof variable?.name === 'string', say.notAVariable);
  for (const because of Object.values(checkRecord(at, 'reasons', definition.reasons ?? {}, 'reasons by name'))) checkReason(at, 'plain text', because);
  if (definition.brings !== undefined) checkBrings(at, definition.brings);
  checkEach(at, 'needs', definition.needs, () => true, '');
  checkEach(at, 'asks', definition.asks, (question) => typeof question?.host === 'string' && typeof question.answers === 'boolean', say.notAQuestion);
  for (const words of ['waitsFor', 'redirectsTo', 'gives'] as const) {
    checkEach(at, words, definition[words], (word) => typeof word === 'string', say.notWords(words));
  }
}

function checkBrings(at: IConstruct, brings: unknown): void {
  for (const [id, object] of Object.entries(checkRecord(at, 'brings', brings, 'objects by id'))) {
    checkLabel(at, 'the id of an object', id);
    const good = isRecord(object) && typeof object.apiVersion === 'string' && typeof object.kind === 'string';
    if (!good) refuse(at, 'own-step', say.notAnObject(id), object);
  }
}

function checkProgram(at: IConstruct, program: StepDefinition['program'] | null | undefined): void {
  if (typeof program !== 'object' || program === null) return refuse(at, 'own-step', notAProgram, program);
  if ('parts' in program) {
    checkEach(at, 'parts', checkList(at, 'parts', program.parts), (part) => part instanceof ScriptFile || (typeof part === 'string' && Object.hasOwn(embedded, part)), notAProgram);
    const isWord = (word: unknown): boolean => typeof word === 'string' || isExpansion(word);
    checkEach(at, 'args', checkList(at, 'args', program.args), isWord, say.notWords('args'));
  } else if (!('command' in program) && !('script' in program)) {
    refuse(at, 'own-step', notAProgram, program);
  }
}

function checkMounts(at: IConstruct, { sources, fills }: StepDefinition): void {
  const isVolume = (volume: unknown): boolean => typeof (volume as { readonly name?: unknown } | null | undefined)?.name === 'string';
  checkEach(at, 'sources', sources, (mount) => isVolume(mount?.volume) && typeof mount?.path === 'string', say.notAMount);
  if (fills === undefined) return;
  const wrong = typeof fills !== 'object' || fills === null || Array.isArray(fills) || !Object.values(fills).every(isVolume);
  if (wrong) refuse(at, 'own-step', say.notFills, fills);
}

function checkLeaves(at: IConstruct, { leaves, fills }: StepDefinition): void {
  const filled = Object.values(fills ?? {}).map(({ name }) => name);
  checkEach(at, 'leaves', leaves, (left) => filled.includes(left?.volume?.name) && typeof left.path === 'string', say.notLeft);
  for (const { mode, owner, group } of leaves ?? []) {
    if (mode !== undefined) checkMode(at, 'mode', mode, 0o7777);
    if (owner !== undefined) checkId(at, 'owner', owner);
    if (group !== undefined) checkId(at, 'group', group);
  }
}

function checkEach<T>(at: IConstruct, what: string, list: readonly T[] | undefined, isGood: (item: T) => boolean, sentence: string): void {
  if (list === undefined) return;
  const wrong = checkList(at, what, list).findIndex((item) => !isGood(item));
  if (wrong >= 0) refuse(at, 'own-step', sentence, list[wrong]);
}
