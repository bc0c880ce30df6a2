/**
 * Between PouchDB and the plant that it reads from: what comes is checked before it reaches the own store, which one
 * malformed row can end, and a document that was asked for and is not in the answer fails the copy instead of being passed.
 */
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { MOST_DOCUMENT_BYTES } from '../../../shared/replication/protocol.ts';
import type { Ask, Question } from './exchange.ts';
import { PlantFailure } from './plant-failure.ts';

const Id = Type.String({ pattern: '^[A-Za-z0-9:.-][A-Za-z0-9:._-]{0,199}$' });
/** Facts are never edited: there are first revisions only. */
const Rev = Type.String({ pattern: '^1-[0-9a-f]{32}$' });
const Sequence = Type.Union([Type.String({ maxLength: 10_000 }), Type.Integer({ minimum: 0 })]);

const ChangesPage = Type.Object({
  results: Type.Array(
    Type.Object({ id: Id, seq: Sequence, changes: Type.Array(Type.Object({ rev: Rev }), { minItems: 1 }) }),
  ),
  last_seq: Sequence,
});
const Documents = Type.Object({
  results: Type.Array(
    Type.Object({
      id: Id,
      docs: Type.Array(
        Type.Object({
          ok: Type.Object({
            _id: Id,
            _rev: Rev,
            _revisions: Type.Object({
              start: Type.Literal(1),
              ids: Type.Array(Type.String(), { minItems: 1, maxItems: 1 }),
            }),
          }),
        }),
        { minItems: 1, maxItems: 1 },
      ),
    }),
  ),
});

type Row = { id: string; docs: [{ ok: { _id: string } & Record<string, unknown> }] };

export function pulling(ask: Ask): Ask {
  return async (question) => {
    const answer = await ask(question);
    if (answer.status !== 200) return answer;
    if (question.path.includes('/_changes?')) check(ChangesPage, answer.json, question);
    if (question.path.includes('/_bulk_get?')) checkDocuments(question, answer.json);
    return answer;
  };
}

function checkDocuments(question: Question, json: unknown): void {
  check(Documents, json, question);
  const { results } = json as { results: Row[] };
  const asked = new Set(
    (JSON.parse(question.body ?? '{"docs":[]}') as { docs: { id: string }[] }).docs.map(({ id }) => id),
  );
  for (const { id, docs } of results) {
    const [{ ok: document }] = docs;
    const foreign = Object.keys(document).find((field) => field.startsWith('_') && !OWN_FIELDS.has(field));
    if (document._id !== id || foreign !== undefined || !asked.delete(id)) throw unexpected(question);
    if (JSON.stringify(document).length > MOST_DOCUMENT_BYTES) throw unexpected(question);
  }
  if (asked.size > 0) throw unexpected(question);
}

const OWN_FIELDS: ReadonlySet<string> = new Set(['_id', '_rev', '_revisions']);

function check(schema: TSchema, json: unknown, question: Question): void {
  if (!Value.Check(schema, json)) throw unexpected(question);
}

function unexpected({ method, path }: Question): PlantFailure {
  return new PlantFailure('fault', `The plant's answer to "${method} ${path}" is not what was asked for.`);
}
