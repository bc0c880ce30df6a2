import { describe, expect, it } from 'vitest';
import { ToldPlant } from '../../../gateway/running/told-plant.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ReferenceRow } from '../../../shared/sync/rows.ts';

function told(put: (rows: readonly ReferenceRow[]) => Promise<void>) {
  const said: string[] = [];
  const bugs: unknown[] = [];
  const references = () => [{ id: 'plant' }] as ReferenceRow[];
  const rows = { putChanged: put };
  return {
    said,
    bugs,
    plant: new ToldPlant({ rows, references, log: (text) => said.push(text), bug: (e) => bugs.push(e) }),
  };
}

describe('what devices know of the plant', () => {
  it('is what is declared at the moment of telling', async () => {
    const put: (readonly ReferenceRow[])[] = [];
    await told(async (rows) => void put.push(rows)).plant.tell();
    expect(put).toEqual([[{ id: 'plant' }]]);
  });

  it('is told by the next start when the store is away, and only a bug ends the gateway', async () => {
    const away = told(() => Promise.reject(new AppError('STORE_UNREACHABLE', 'the store is away')));
    away.plant.tellLater();
    const broken = told(() => Promise.reject(new TypeError('broken')));
    broken.plant.tellLater();
    await expect.poll(() => away.said).toEqual(['Devices are not told of the changed plant yet: the store is away']);
    await expect.poll(() => broken.bugs).toHaveLength(1);
    expect([away.bugs, broken.said]).toEqual([[], []]);
  });
});
