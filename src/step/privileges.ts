import type { IConstruct } from 'constructs';
import type { IsLiteral } from '../checks/literal';
import { checkFlag, checkList } from '../checks/values';
import { refuse } from '../errors';
import type { Image } from '../images/image';
import type { AllCapabilities, BeyondContainer, CapabilityBeyondLevel, NotACapability, RootInRestricted } from '../messages/privileges';
import * as say from '../messages/privileges';
import { type BaselineCapability, isBaselineCapability, isCapability, type LinuxCapability } from '../manifest/capabilities';
import type { PodSecurity } from '../manifest/pod-security';
import type { PodTemplate } from '../template/pod-template';
import type { Workload } from '../workload/workload';
import type { StepDefinition } from './definition';

/** The levels at which a step may run as root. */
export type PrivilegeLevel = Exclude<PodSecurity, 'restricted'>;

/**
 * The workload, or the sentence that says why its pods cannot run the step `Kind` as root: the type of `scope` in the
 * constructor of a step that does. In a class that is generic in the level, give it a workload whose levels are said:
 * `const pod: Workload<Id, PrivilegeLevel> = this`.
 */
export type RootAllowed<Id extends string, S extends PodSecurity, Kind extends string = 'this step'> =
  [S] extends ['restricted'] ? RootInRestricted<Kind> : Workload<Id, S>;

/** The workload, or the sentence that says why its pods are not at the level that the step `Kind` needs. */
export type LevelAllowed<Id extends string, S extends PodSecurity, L extends PrivilegeLevel, Kind extends string = 'this step'> =
  [L] extends ['privileged']
    ? [S] extends ['restricted' | 'baseline'] ? BeyondContainer<Kind, S> : Workload<Id, S>
    : [S] extends ['restricted'] ? RootInRestricted<Kind> : Workload<Id, S>;

/** The capabilities of a list that a level allows; in the place of each other one the sentence that says what it is. */
export type CapabilitiesAt<C extends readonly string[], L extends PrivilegeLevel> = { readonly [K in keyof C]: CapabilityAt<C[K], L> };

type CapabilityAt<C, L extends PrivilegeLevel> = C extends (L extends 'privileged' ? LinuxCapability : BaselineCapability) ? C
  : C extends '' ? (L extends 'privileged' ? LinuxCapability : BaselineCapability) // what an editor completes an empty string by
    : C extends 'ALL' ? AllCapabilities
      : C extends LinuxCapability ? CapabilityBeyondLevel<C, 'baseline', 'privileged'>
        : C extends string ? (IsLiteral<C> extends true ? NotACapability<C> : C) : LinuxCapability;

/** Checks that the pod's level allows what a step needs: the rules over the rendered pod, before it is finished. */
export function checkPrivileges(at: IConstruct, template: PodTemplate, definition: StepDefinition, image: Image): void {
  const { user = image.user, capabilities = [], privileged = false } = definition;
  const { podSecurity } = template.facts;
  const kind = definition.kind ?? at.constructor.name;
  if (definition.user === 0 && podSecurity === 'restricted') refuse(at, 'run-as-user', say.rootInRestricted(kind));
  for (const name of checkList<string>(at, 'capabilities', capabilities)) checkCapability(at, podSecurity, name);
  if (capabilities.length > 0 && user !== 0 && user !== 'image') refuse(at, 'capability-names', say.capabilitiesNeedRoot, user);
  if (checkFlag(at, 'privileged', privileged) && podSecurity !== 'privileged') refuse(at, 'privileged', say.beyondContainer(kind, podSecurity));
}

/** Checks that a capability is one, and that a level allows it. */
export function checkCapability(at: IConstruct, level: PodSecurity, name: unknown): void {
  if (name === 'ALL') refuse(at, 'capability-names', say.allCapabilities);
  if (!isCapability(name)) return refuse(at, 'capability-names', say.notACapability(String(name)));
  const needed = isBaselineCapability(name) ? 'baseline' : 'privileged';
  const allowed = level === 'privileged' || level === needed || (level === 'restricted' && name === 'NET_BIND_SERVICE');
  if (!allowed) refuse(at, `capabilities-${level}`, say.capabilityBeyondLevel(name, level, needed));
}
