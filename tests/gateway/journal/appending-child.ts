/** Appends rows to the journal in the directory given and prints the offset of each one that was acknowledged. */
import { open, row } from './journal-fixture.ts';

const [directory, from] = process.argv.slice(2) as [string, string];
const journal = await open(directory, { segmentBytes: 20_000 });
process.stdout.write('ready\n');
for (let offset = Number(from); ; offset += 3) {
  const batch = [offset, offset + 1, offset + 2];
  await Promise.all(batch.map((each) => journal.append(row(each)).then(() => process.stdout.write(`${each}\n`))));
}
