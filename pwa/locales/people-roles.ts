/** What roles are called, and in a sentence what each allows: made from the one table, so that it cannot say what is not so. */
import { RIGHT_FOR_ENTITY, RIGHT_FOR_FACT, RIGHT_FOR_PLAN_FACT } from '../../shared/access/facts.ts';
import { RIGHTS_OF, ROLES, type DeviceRole, type Right, type Role } from '../../shared/access/roles.ts';
import { language } from './locale.ts';

interface RoleWords {
  roles: Record<Role, string>;
  deviceRoles: Record<DeviceRole, { name: string; is: string }>;
  /** What somebody does who has the right; empty = goes without saying. */
  does: Record<Right, string>;
  entersNothing: string;
}

const en: RoleWords = {
  roles: {
    operator: 'Operator',
    supervisor: 'Supervisor',
    planner: 'Planner',
    engineer: 'Engineer',
    quality: 'Quality',
    admin: 'Admin',
  },
  deviceRoles: {
    station: {
      name: 'Station',
      is: 'Shared by the people at a line. It shows its lines to everybody; whoever enters something signs on first.',
    },
    kiosk: {
      name: 'Kiosk',
      is: 'A display on the floor. It shows its lines, nothing else, and nobody signs on there.',
    },
    personal: { name: 'Personal', is: 'A phone or computer of one person. It shows nothing until they sign on.' },
  },
  does: {
    see: 'sees the lines',
    push: '',
    'give-reason': 'gives reasons for stops',
    'keep-by-hand': 'keeps a line by hand',
    plan: 'plans orders',
    'run-orders': 'starts and ends orders',
    'do-tasks': 'does tasks',
    analyse: 'analyses and exports',
    'see-status': '',
    'see-sources': 'looks into sources',
    'change-sources': 'changes sources',
    import: 'imports old files',
    'see-audit': 'reads the audit trail',
    hold: 'holds months that must stay',
    'manage-people': 'looks after people',
    'manage-devices': 'looks after devices',
    unlock: 'lets people in again who were locked out',
    'bring-entries': 'hands in entries of other devices',
  },
  entersNothing: 'enters nothing',
};

const de: RoleWords = {
  roles: {
    operator: 'Bedienung',
    supervisor: 'Schichtleitung',
    planner: 'Planung',
    engineer: 'Technik',
    quality: 'Qualität',
    admin: 'Verwaltung',
  },
  deviceRoles: {
    station: {
      name: 'Station',
      is: 'Gemeinsam genutzt an einer Linie. Sie zeigt allen ihre Linien; wer etwas eingibt, meldet sich vorher an.',
    },
    kiosk: {
      name: 'Anzeige',
      is: 'Eine Anzeige in der Halle. Sie zeigt ihre Linien und sonst nichts; niemand meldet sich dort an.',
    },
    personal: {
      name: 'Persönlich',
      is: 'Telefon oder Computer einer Person. Es zeigt nichts, bis sie sich anmeldet.',
    },
  },
  does: {
    see: 'sieht die Linien',
    push: '',
    'give-reason': 'begründet Stopps',
    'keep-by-hand': 'führt eine Linie von Hand',
    plan: 'plant Aufträge',
    'run-orders': 'beginnt und beendet Aufträge',
    'do-tasks': 'erledigt Aufgaben',
    analyse: 'wertet aus und exportiert',
    'see-status': '',
    'see-sources': 'sieht in die Quellen',
    'change-sources': 'ändert Quellen',
    import: 'liest alte Dateien ein',
    'see-audit': 'liest das Prüfprotokoll',
    hold: 'sperrt Monate, die bleiben müssen',
    'manage-people': 'betreut Personen',
    'manage-devices': 'betreut Geräte',
    unlock: 'lässt Ausgesperrte wieder ein',
    'bring-entries': 'reicht Eingaben anderer Geräte nach',
  },
  entersNothing: 'gibt nichts ein',
};

const isGerman = () => language().toLowerCase().startsWith('de');
const words = () => (isGerman() ? de : en);
const ENTERING: readonly Right[] = [RIGHT_FOR_FACT, RIGHT_FOR_ENTITY, RIGHT_FOR_PLAN_FACT].flatMap((rights) =>
  Object.values<Right>(rights),
);

export function roleName(role: Role): string {
  return words().roles[role];
}

export function deviceRoleName(role: DeviceRole): string {
  return words().deviceRoles[role].name;
}

export function deviceRoleSentence(role: DeviceRole): string {
  return words().deviceRoles[role].is;
}

/** `Sees the lines, gives reasons for stops, and analyses and exports.` */
export function roleSentence(role: Role): string {
  const { does, entersNothing } = words();
  const rights = RIGHTS_OF[role];
  const parts = rights.map((right) => does[right]).filter((text) => text !== '');
  if (!rights.some((right) => ENTERING.includes(right))) parts.push(entersNothing);
  const list = parts.join(', ');
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}.`;
}

/** The role of an id or a name in any of the languages; null = there is none. */
export function roleNamed(text: string): Role | null {
  const wanted = text.trim().toLowerCase();
  const isIt = (role: Role) => [role, en.roles[role].toLowerCase(), de.roles[role].toLowerCase()].includes(wanted);
  return ROLES.find(isIt) ?? null;
}
