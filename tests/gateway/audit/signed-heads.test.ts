import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedText, statedHeads, stateHead } from '../../../gateway/audit/signed-heads.ts';
import { GATEWAY, NOON, signOn, trails } from './trail.ts';

describe('the head of the trail', () => {
  const trail = trails();
  const sign = (text: string) => createHmac('sha256', 'key').update(text).digest('hex');

  it('is stated with a signature whenever it has moved, and not else', async () => {
    const chain = await trail.open();
    const { store, now } = trail;
    const bug = (error: unknown) => expect.fail(String(error));
    const state = () =>
      stateHead({ store, gateway: GATEWAY, head: () => chain.head(), sign, now, log: () => undefined, bug });
    await state();
    expect(await statedHeads(store, GATEWAY)).toEqual([]);
    await chain.record(signOn('miller'));
    await state();
    await state();
    await chain.record(signOn('jo'));
    // The clock was set back: the versions are in order all the same.
    trail.clock -= 5_000;
    await state();
    const stated = await statedHeads(store, GATEWAY);
    expect(stated.map(({ body }) => body.seq)).toEqual([1, 2]);
    expect(stated[1]).toMatchObject({ kind: 'audit-head', entity: GATEWAY, validFrom: NOON + 1, at: NOON - 5_000 });
    expect(stated[1]!.body).toEqual({ ...chain.head(), signature: sign(signedText(GATEWAY, chain.head())) });
  });
});
