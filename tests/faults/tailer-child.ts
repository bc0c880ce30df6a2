/**
 * A gateway's file side, to be killed: follows the files of a folder, journals their blocks, and remembers nothing else.
 * Says `<number of different rows read>` whenever it has read more. Arguments: folder, journal's folder, watch, encoding, header.
 */
import { openJournal } from '../../gateway/journal/journal.ts';
import { csvSource } from '../../gateway/sources/csv-source.ts';
import type { Header } from '../../shared/sources.ts';
import type { Encoding } from '../../shared/text-encoding.ts';
import { ReadBlocks } from './tailer-read-blocks.ts';

const [root, directory, watch, encoding, header] = process.argv.slice(2) as [string, string, string, Encoding, string];
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

const journal = await openJournal({ directory, bootId: 'boot-1', log: () => undefined });
const read = new ReadBlocks(encoding);
for await (const { record } of journal.read(0)) read.add({ ...record, bytes: Buffer.from(record.bytes) });
const say = (): void => void process.stdout.write(`${new Set(read.rows).size}\n`);
say();

const source = csvSource({
  id: 'line8/vision',
  root,
  pattern: 'log*',
  watch: watch === 'poll' ? 'poll' : 'events',
  sweepMs: 20,
  header: JSON.parse(header) as Header | undefined,
  encoding,
  parts: {
    now: () => Date.now(),
    known: async (fileKey, generation) => read.known(fileKey, generation),
    accept: async (block) => {
      await journal.append(block);
      read.add(block);
      say();
    },
  },
});
await source.run(stop.signal);
await journal.close();
