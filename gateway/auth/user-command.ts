/**
 * `npx lineside user`: for whoever may use this machine, when nobody can sign on any more. In the gateway that runs, or in
 * the command's own process; each is in the audit trail as a command.
 */
import { Type, type Static } from 'typebox';
import { DisplayName, LinesSetting, RolesSetting, UserId } from '../../shared/access/person.ts';
import type { Invitation, PersonView } from '../../shared/access/protocol.ts';
import { ROLES, type Role } from '../../shared/access/roles.ts';
import { AppError } from '../../shared/errors.ts';
import type { Access } from './access.ts';
import type { Actor } from './people.ts';

const closed = { additionalProperties: false };

export const UserJob = Type.Union([
  Type.Object({ act: Type.Literal('list') }, closed),
  Type.Object(
    { act: Type.Literal('add'), user: UserId, name: DisplayName, roles: RolesSetting, lines: LinesSetting },
    closed,
  ),
  Type.Object({ act: Type.Enum(['reset', 'disable', 'enable', 'unlock']), user: UserId }, closed),
]);
export type UserJob = Static<typeof UserJob>;

export interface UserAnswer {
  /** Whom it is about; `list`: everybody. */
  people: PersonView[];
  /** Told this once: `add` and `reset`. */
  invitation: Invitation | null;
}

export const USER_USAGE = `  npx lineside user list
  npx lineside user add USER --name NAME --role ${ROLES.join('|')} [--role …] [--lines LINE,LINE]
  npx lineside user reset|disable|enable|unlock USER`;

/** From the words after `user`; throws USAGE. The job's schema checks the rest. */
export function userJob(
  [act, user, ...rest]: readonly string[],
  { name, role = [], lines }: { name?: string | undefined; role?: string[] | undefined; lines?: string | undefined },
): UserJob {
  if (act === 'list' && user === undefined) return { act };
  if (user !== undefined && rest.length === 0) {
    if (act === 'reset' || act === 'disable' || act === 'enable' || act === 'unlock') return { act, user };
    const roles = role.filter((each): each is Role => (ROLES as readonly string[]).includes(each));
    if (act === 'add' && name && roles.length > 0 && roles.length === role.length)
      return { act, user, name, roles, lines: lines === undefined ? '*' : lines.split(',') };
  }
  throw new AppError('USAGE', `That is no command for users.\n${USER_USAGE}`);
}

const COMMAND: Actor = { user: null, device: null, roles: [] };

/** Rejects with NOT_FOUND, CONFLICT (an id that was given before, the last admin) or STORE_UNREACHABLE. */
export async function runUserJob({ people, attempts, audit }: Access, job: UserJob): Promise<UserAnswer> {
  if (job.act === 'list') return { people: people.all().map((person) => people.view(person)), invitation: null };
  const { act, user } = job;
  await audit.record({ what: 'command', subject: `user ${act} ${user}`, user: null, device: null });
  if (job.act === 'add') {
    const { person, invitation } = await people.invite(job, COMMAND);
    return { people: [person], invitation };
  }
  const person = people.get(user);
  if (!person) throw new AppError('NOT_FOUND', `There is nobody "${user}"; npx lineside user list shows who there is.`);
  let invitation: Invitation | null = null;
  if (act === 'reset') invitation = await people.inviteAnew(user, COMMAND, true);
  if (act === 'unlock' || act === 'reset') await attempts.unlock(user);
  if (act === 'disable' || act === 'enable') {
    const { name, roles, lines } = person;
    await people.change(user, { name, roles, lines, disabled: act === 'disable' }, COMMAND);
  }
  return { people: [people.view(people.get(user)!)], invitation };
}

/** As it is printed. */
export function userText({ people, invitation }: UserAnswer): string {
  const rows = people.map(({ user, name, roles, lines, disabled, has, lockedUntil }) =>
    [
      user,
      name,
      roles.join(', '),
      lines === '*' ? 'all lines' : lines.join(', ') || 'no lines',
      disabled ? 'disabled' : has.password ? 'password' : 'no password',
      ...(lockedUntil === null ? [] : [`locked until ${new Date(lockedUntil).toISOString()}`]),
    ].join('  '),
  );
  const told = invitation && `invitation: ${invitation.code}, good until ${new Date(invitation.until).toISOString()}`;
  return [...(rows.length > 0 ? rows : ['There is nobody yet.']), ...(told ? [told] : [])].join('\n');
}
