/** Words of the page that shows the audit trail, apart from the shop floor's, which every device loads first. */
import type { Audited } from '../../shared/documents/audit.ts';
import { auditDe } from './audit-de.ts';
import { auditEn, type AuditWords } from './audit-en.ts';
import { language } from './locale.ts';
import { fieldName } from './planning.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];
type Lists = 'what' | 'fields' | 'values' | 'groups' | 'said' | 'planned';

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

/** What a person said about a line, or about the plan. */
export function saidText(type: string): string {
  return words().said[type] ?? type;
}

/** `roles` → `Roles`; names that nobody has a word for stand as they are written. */
export function fieldText(path: string): string {
  return words().fields[path] ?? path;
}

/** Of what was said about the plan: as its own pages call it, as the first word of a line. */
export function plannedFieldText(field: string): string {
  const name = words().planned[field] ?? fieldName(field);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Of fields whose values are words of ours; null = there is none. */
export function valueText(value: string): string | null {
  return words().values[value] ?? null;
}
