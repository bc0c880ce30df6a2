/** Words of the page that shows the audit trail, apart from the shop floor's, which every device loads first. */
import type { Audited } from '../../shared/documents/audit.ts';
import { auditDe } from './audit-de.ts';
import { auditEn, type AuditWords } from './audit-en.ts';
import { language } from './locale.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];
type Lists = 'what' | 'fields' | 'values' | 'groups' | 'said';

function words(): AuditWords {
  return language().toLowerCase().startsWith('de') ? auditDe : auditEn;
}

export function auditText<K extends Exclude<keyof AuditWords, Lists>>(
  key: K,
  ...args: Arguments<AuditWords[K]>
): string {
  const text = words()[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}

export function whatText(kind: Audited): string {
  return words().what[kind] ?? kind;
}

export function groupText(group: keyof AuditWords['groups']): string {
  return words().groups[group];
}

/** What a person said about a line. */
export function saidText(type: string): string {
  return words().said[type] ?? type;
}

/** `roles` → `Roles`; names that nobody has a word for stand as they are written. */
export function fieldText(path: string): string {
  return words().fields[path] ?? path;
}

/** Of fields whose values are words of ours; null = there is none. */
export function valueText(value: string): string | null {
  return words().values[value] ?? null;
}
