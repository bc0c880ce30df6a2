/** Who this device is, who works at it and what they may, as pages see it. No page ever sees a token. */
import type { Lines } from '../../shared/access/may.ts';
import type { AccessAnswer, KnownDevice } from '../../shared/access/protocol.ts';
import type { Right, Role } from '../../shared/access/roles.ts';
import type { Live } from './line-data.ts';

/** Somebody who is signed on. */
export interface PersonHere {
  user: string;
  name: string;
  roles: readonly Role[];
  lines: Lines;
  /** When a new sign-on is needed whatever happens, gateway's clock, ms. */
  until: number;
  hasPin: boolean;
  /** Signed on out of reach, by a ticket: entries wait for the gateway to check them. */
  byTicket: boolean;
}

/** Somebody who signed on at this station before. */
export interface RecentPerson {
  user: string;
  name: string;
}

/**
 * `opening`: nothing is known yet. `setup`: the first admin is to be made. `nobody`: a sign-on is needed to see anything.
 * `here`: an enrolled device, a person, or both.
 */
export type AccessPhase = 'opening' | 'setup' | 'nobody' | 'here';

export interface AccessState {
  phase: AccessPhase;
  plantName: string;
  device: KnownDevice | null;
  person: PersonHere | null;
  /** Nobody touched anything for long: what one sees stays, entering asks for a sign-on. */
  locked: boolean;
  /** Seconds until that comes if nobody touches anything, in the last half minute before it; else null. */
  lockingIn: number | null;
  ways: AccessAnswer['ways'];
  /** The gateway answers. */
  reachable: boolean;
  /** What is said here is from the last time that it did. */
  remembered: boolean;
  /** Who signed on here lately, latest first; on stations only. */
  recent: readonly RecentPerson[];
  /** Entries that were made out of reach and are not checked yet. */
  pending: number;
}

/** `badge` and `pin` on stations only, `demo` in the simulated plant only. */
export type SignOnTry =
  | { way: 'password'; user: string; password: string }
  | { way: 'pin'; user: string; pin: string }
  | { way: 'badge'; badge: string; pin?: string }
  | { way: 'demo'; user: string };

/** `wrong`: name, code or secret, it is not told which. `refused`: right or not, it cannot be done; `why` as the gateway says it. */
export type AccessResult =
  | { kind: 'ok' }
  | { kind: 'wrong' }
  | { kind: 'throttled'; seconds: number }
  | { kind: 'out-of-reach' }
  /** Another gateway answers in place of this device's home, and lets nobody sign on; `home` = of what it is the gateway. */
  | { kind: 'needs-home'; home: string }
  | { kind: 'refused'; why: string | null };

/** Somebody wants something for which nobody who may is signed on. `right` null = somebody just wants to sign on. */
export interface Asked {
  right: Right | null;
  line: string | null;
  /** Name of the person who is on, or has just signed on, and may not. */
  notBy: string | null;
}

export interface AccessData {
  now: Live<AccessState>;
  /** What is known at this moment. */
  readonly state: AccessState;
  /** Now, by whoever is signed on or by the device. `lines` null = on at least one; several = on each; `EVERY_LINE` = on all. */
  may(right: Right, lines?: string | readonly string[] | null): boolean;
  /** Whether it makes sense to offer it: who may is on, or can sign on here. False on a kiosk for all that it may not. */
  offers(right: Right, lines?: string | readonly string[] | null): boolean;
  signOn(how: SignOnTry): Promise<AccessResult>;
  /** At once here, and at the gateway as soon as it is in reach. */
  signOff(): Promise<void>;
  /** Makes this browser a device of the plant; `code` from an administrator. */
  enrol(code: string): Promise<AccessResult>;
  /** Makes the first admin; `code` from the gateway's console. */
  setup(first: { code: string; user: string; name: string; password: string }): Promise<AccessResult>;
  acceptInvitation(invited: { user: string; code: string; password: string; pin?: string }): Promise<AccessResult>;
  /** Where single sign-on begins; it comes back to `back`, a path of this app. Null = the plant has none. */
  singleSignOn(back: string): string | null;
  /**
   * Whoever is signed on and may; else asks, and resolves when somebody who may has signed on. Rejects with `NotSignedOn`
   * when that is dismissed: nothing was entered, and what was typed stays where it is.
   */
  personFor(right: Right, line: string | null): Promise<Pick<PersonHere, 'user' | 'byTicket'>>;
  /** What the app shows as a dialog. */
  asked: Live<Asked | null>;
  /** Somebody wants to sign on, or to take over. */
  ask(): void;
  dismiss(): void;
  /** Somebody touched the screen, a key or the mouse. */
  touched(): void;
  /** Asks the gateway anew. */
  refresh(): Promise<void>;
}

/** Nobody signed on for what was to be entered. */
export class NotSignedOn extends Error {
  override readonly name = 'NotSignedOn';
  /** Whoever is here may not, and is not sent away from a device of one's own: nobody was asked. */
  readonly mayNot: boolean;

  constructor(mayNot = false) {
    super();
    this.mayNot = mayNot;
  }
}
