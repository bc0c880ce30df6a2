/**
 * Whether a plant takes a row that another gateway pushes into a database of its name: by the row itself and that name,
 * never by what is stored. So the answer is the same whenever it is asked, and a row that was refused stays refused.
 */
import { Value } from 'typebox/value';
import type { DatabaseName } from '../documents/database-names.ts';
import { utcMonth } from '../documents/document.ts';
import { whyNotPlain } from './plain-value.ts';
import { MOST_DOCUMENT_BYTES, MOST_FACT_BYTES } from './protocol.ts';
import { isRow, RowEnvelope, rowTypeOf, type RowType } from './row-types.ts';

export interface PushedRow {
  /** Whoever pushes may write for its gateway. */
  name: DatabaseName;
  /** As it was parsed: anything. */
  row: unknown;
  /** Of its JSON text; asked only of rows that are plain: the text of others may not even exist. */
  bytes: () => number;
}

/** `never`: the row is refused for good. `later`: an older release cannot judge it. `document` = to be stored. */
export type Verdict =
  { verdict: 'fine'; document: RowEnvelope & Record<string, unknown> } | { verdict: 'never' | 'later'; reason: string };

const REVISION_FIELDS: ReadonlySet<string> = new Set(['_id', '_rev', '_revisions']);
const FIRST_REVISION = /^1-[0-9a-f]{1,64}$/;

export function judgeRow({ name, row, bytes }: PushedRow): Verdict {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return never('it is no document');
  const { _id, _rev, _revisions, ...body } = row as Record<string, unknown>;
  const odd = whyNotFirst(_rev, _revisions) ?? whyReserved(body) ?? whyNotPlain(body);
  if (odd !== null) return never(odd);
  const mostBytes = name.kind === 'facts' ? MOST_FACT_BYTES : MOST_DOCUMENT_BYTES;
  if (bytes() > mostBytes) return never(`it has ${bytes()} bytes; ${mostBytes} are allowed`);
  const document = { _id, ...body };
  if (!isRow(document)) return never(faultIn(RowEnvelope, document));
  const type = rowTypeOf(name.kind, document.type);
  if (!type) return never(`"${document.type}" is no type of document of a "${name.kind}" database`);
  return whyNotOfType(type, document) ?? whyNotHere(type, document, name) ?? { verdict: 'fine', document };
}

/** Facts are never edited and never deleted. */
function whyNotFirst(rev: unknown, revisions: unknown): string | null {
  if (typeof rev !== 'string' || !FIRST_REVISION.test(rev)) return 'it is not a first revision; facts never change';
  if (revisions === undefined) return null;
  const { start, ids } = Object(revisions) as { start?: unknown; ids?: unknown };
  const isFirst = start === 1 && Array.isArray(ids) && ids.length === 1 && `1-${String(ids[0])}` === rev;
  return isFirst ? null : 'its revisions are not those of a first revision';
}

function whyReserved(body: Record<string, unknown>): string | null {
  const reserved = Object.keys(body).find((field) => field.startsWith('_') && !REVISION_FIELDS.has(field));
  if (reserved === undefined) return null;
  if (reserved === '_deleted') return 'it is deleted; facts never are';
  if (reserved === '_attachments') return 'it has attachments; documents have none';
  return `its field "${reserved.slice(0, 60)}" is reserved`;
}

/** Rows of a later release say so by `schema`, or by a field or a word that is not known here yet. */
function whyNotOfType({ schema, version, fits }: RowType, document: RowEnvelope): Verdict | null {
  const newer = `it was written by a later release than this plant's; update the plant`;
  if (version !== null && document.schema > version)
    return { verdict: 'later', reason: `${newer} (schema ${document.schema})` };
  if (fits(document)) return null;
  const isNewer = Value.Errors(schema, document).every(
    ({ keyword, instancePath }) =>
      NEW_WORDS_AND_FIELDS.has(keyword) && (keyword !== 'enum' || typeof at(document, instancePath) === 'string'),
  );
  const fault = faultIn(schema, document);
  return isNewer ? { verdict: 'later', reason: `${newer}: ${fault}` } : never(fault);
}

/** The value that an error is about. */
function at(document: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce((value, step) => (Object(value) as Record<string, unknown>)[step], document);
}

/** `boolean` comes with `additionalProperties`. */
const NEW_WORDS_AND_FIELDS: ReadonlySet<string> = new Set(['enum', 'additionalProperties', 'boolean']);

function whyNotHere(type: RowType, document: RowEnvelope, name: DatabaseName): Verdict | null {
  const { line, by } = document;
  if (document._id.startsWith('_') || !type.hasOwnId(document, name))
    return never('its id is not that of what it says');
  const untrue = type.whyNotTrue(document);
  if (untrue !== null) return never(untrue);
  const own = 'line' in name ? name.line : null;
  if (type.line !== 'any' && line !== (type.line === 'own' ? own : null))
    return never(`it is about ${line === null ? 'no line' : `line "${line}"`}, and belongs elsewhere`);
  if (type.saidBy === 'gateway' && by.origin !== name.gateway)
    return never(`"${by.origin}" said it, and only "${name.gateway}" speaks for its machines`);
  const at = type.time(document);
  if (at !== null && 'month' in name && utcMonth(at) !== name.month)
    return never(`it is of ${utcMonth(at)}, not of ${name.month}`);
  return null;
}

function faultIn(schema: RowType['schema'], document: unknown): string {
  const errors = Value.Errors(schema, document);
  const error = errors.find(({ keyword }) => !NEW_WORDS_AND_FIELDS.has(keyword)) ?? errors[0];
  return `${error?.instancePath.slice(0, 100) || 'it'} ${error?.message ?? 'is not valid'}`;
}

function never(reason: string): Verdict {
  return { verdict: 'never', reason };
}
