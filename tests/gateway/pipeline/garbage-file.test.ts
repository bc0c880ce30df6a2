import { describe, expect, it } from 'vitest';
import { blocksOf, EIGHT, file, LATER, RecordedLine, running } from './recorded-line.ts';

const MINUTE_MS = 60_000;

describe('a file with no readable row at all', () => {
  const first = file('PR1.txt', running(EIGHT, EIGHT + 10 * MINUTE_MS));
  const garbage = file('PRsummary.txt', 'Summary of the week\n');
  const second = file('PR2.txt', running(EIGHT + 12 * MINUTE_MS, EIGHT + 42 * MINUTE_MS));

  it('is not taken for the newest after a start: rows of the file that is being written go on counting at once', async () => {
    const line = await RecordedLine.start();
    const [begin, rest] = blocksOf(second, [1_000]);
    for (const block of [...blocksOf(first), ...blocksOf(garbage), begin!])
      await line.take({ ...block, receivedAt: LATER });
    await line.settle();
    await line.restart();
    await line.take({ ...rest!, receivedAt: LATER });
    expect(line.recorder.engine.lastAt).toBe(EIGHT + 12 * MINUTE_MS + 1_999 * 900);
  });

  it('says in its chunk nothing of a time at which it was observed', async () => {
    const line = await RecordedLine.start();
    for (const block of [...blocksOf(first), ...blocksOf(garbage), ...blocksOf(second)])
      await line.take({ ...block, receivedAt: LATER });
    await line.settle();
    const { files } = await line.recorder.files(LATER - 1, LATER + 1);
    expect(files).toEqual([]);
  });
});
