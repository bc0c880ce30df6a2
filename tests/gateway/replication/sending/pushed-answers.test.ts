import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../gateway/replication/sending/exchange.ts';
import { pushing, type Denied } from '../../../../gateway/replication/sending/pushed-answers.ts';

const body = JSON.stringify({ docs: [{ _id: 'a' }, { _id: 'b' }], new_edits: false });
const question = { method: 'POST', path: '/facts_x/_bulk_docs', body } as const;

function pushed(json: unknown): { answer: Promise<Answer>; denied: Denied[] } {
  const denied: Denied[] = [];
  const ask = pushing(
    async () => ({ status: 201, json }),
    async (rows) => void denied.push(...rows),
  );
  return { answer: ask(question), denied };
}

describe('what the plant says of rows that it was sent', () => {
  it('tells those that are refused for good from those that are stored, answered or not', async () => {
    const stored = { ok: true, id: 'b', rev: '1-b' };
    const refused = { id: 'a', error: 'forbidden', reason: 'No.' };
    const { answer, denied } = pushed([refused, stored]);
    expect(await answer).toEqual({ status: 201, json: [refused] });
    expect(denied).toEqual([{ id: 'a', reason: 'No.' }]);
    expect(await pushed([]).answer).toEqual({ status: 201, json: [] });
  });

  it.each([
    ['a row that failed without its id', [{ error: 'forbidden', reason: 'No.' }]],
    ['a row that was not sent', [{ id: 'c', error: 'forbidden', reason: 'No.' }]],
    ['a row that failed in another way', [{ id: 'a', error: 'internal_error', reason: 'Oops.' }]],
    ['no rows', { ok: true }],
  ])('is not believed to be "stored" when it is %s', async (_, json) => {
    const { answer, denied } = pushed(json);
    await expect(answer).rejects.toMatchObject({ kind: 'fault' });
    expect(denied).toEqual([]);
  });
});
