/**
 * Who may do what: the one table that gateway and app use. What is not in it is denied. People have roles, enrolled
 * devices have one; an admin looks after people and devices and can enter nothing.
 */
export const ROLES = ['operator', 'supervisor', 'planner', 'engineer', 'quality', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A `station` is shared by the people at a line; a `kiosk` shows; a `personal` device is nothing without its person. */
export const DEVICE_ROLES = ['station', 'kiosk', 'personal'] as const;
export type DeviceRole = (typeof DEVICE_ROLES)[number];

export const RIGHTS = [
  /** Lines: live, hours, reference data, rows that could not be read. */
  'see',
  /** Send what was entered on the device; the author of each fact is checked for itself. */
  'push',
  'give-reason',
  /** Count parts and say what the machine does while nothing counts. */
  'keep-by-hand',
  /** Orders, queues, calendars, master data. */
  'plan',
  /** Start, pause and end jobs at a line, say where a lot belongs. */
  'run-orders',
  /** Claim tasks, do them, comment. */
  'do-tasks',
  /** Series, recorded days, reports, exports. */
  'analyse',
  'see-status',
  'see-sources',
  'change-sources',
  /** Old files, dropped on a page. */
  'import',
  'see-audit',
  /** Months that must stay whatever their age. */
  'hold',
  'manage-people',
  'manage-devices',
  /** Let somebody in again who was locked out. */
  'unlock',
  /** Hand in, as a file, what waits on a device that cannot send it any more; the author of each is checked as ever. */
  'bring-entries',
] as const;
export type Right = (typeof RIGHTS)[number];

const EVERYBODY = ['see', 'push', 'analyse', 'see-status'] as const satisfies Right[];

export const RIGHTS_OF: Readonly<Record<Role | DeviceRole, readonly Right[]>> = {
  kiosk: ['see'],
  station: ['see', 'push'],
  personal: [],
  operator: [...EVERYBODY, 'give-reason', 'keep-by-hand', 'run-orders', 'do-tasks'],
  supervisor: [
    ...EVERYBODY,
    'give-reason',
    'keep-by-hand',
    'plan',
    'run-orders',
    'do-tasks',
    'see-sources',
    'unlock',
    'bring-entries',
  ],
  planner: [...EVERYBODY, 'plan', 'run-orders', 'do-tasks'],
  engineer: [...EVERYBODY, 'give-reason', 'do-tasks', 'see-sources', 'change-sources', 'import'],
  quality: [...EVERYBODY, 'do-tasks', 'see-sources', 'see-audit', 'hold'],
  admin: [
    ...EVERYBODY,
    'see-sources',
    'see-audit',
    'hold',
    'manage-people',
    'manage-devices',
    'unlock',
    'bring-entries',
  ],
};
