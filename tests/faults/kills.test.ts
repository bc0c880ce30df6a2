import { describe, expect, it } from 'vitest';
import { kills } from './kills.ts';

describe('a gateway that is killed while files grow and a serial port talks', () => {
  it('has every acknowledged row and line once, and the hours of one that was not', async () => {
    const { acknowledged, lost, duplicated } = await kills(10);
    expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
    expect(acknowledged).toBeGreaterThan(3_000);
  }, 300_000);
});
