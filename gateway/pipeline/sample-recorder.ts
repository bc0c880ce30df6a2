/** Lines of a `samples` source → one chunk series per metric, and the latest value of each. */
import type { SerialSource } from '../../shared/equipment.ts';
import type { MetricValue } from '../../shared/sync/rows.ts';
import { sampleDecoder, type SampleDecoder } from '../decoders/sample-decoder.ts';
import type { Block } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { packedSamples, samplesOf, type Sample } from './chunk-codec.ts';
import { ChunkLog } from './chunk-log.ts';
import type { FactWriter } from './fact-writer.ts';
import { mappingVersion } from './mapping-version.ts';
import { RejectedRows, type Taken } from './rejected-rows.ts';
import { Turns } from './turns.ts';

export interface SampleRecorderParts {
  gateway: string;
  line: string;
  source: SerialSource;
  zone: string;
  store: Store;
  writer: FactWriter;
}

export class SampleRecorder {
  readonly rejected = new RejectedRows();
  readonly #parts: SampleRecorderParts;
  readonly #decode: SampleDecoder;
  /** In order of the source's metrics; rejected lines are kept with the first. */
  readonly #logs: ChunkLog<Sample>[];
  readonly #latest = new Map<string, MetricValue>();
  readonly #turns = new Turns();
  #journalEnd = 0;

  constructor(parts: SampleRecorderParts) {
    this.#parts = parts;
    this.#decode = sampleDecoder(parts.source);
    this.#logs = parts.source.metrics.map(
      ({ id }) =>
        new ChunkLog({
          ...parts,
          source: parts.source.id,
          metric: id,
          configVersion: mappingVersion(parts.source, parts.zone),
          pack: packedSamples,
        }),
    );
  }

  restore(): Promise<number> {
    return this.#turns.take(async () => {
      let journalFrom = Infinity;
      for (const [i, log] of this.#logs.entries()) {
        const progress = await log.load();
        journalFrom = Math.min(journalFrom, progress?.journalFrom ?? 0);
        const newest = log.filesBetween(-Infinity, Infinity).at(-1);
        if (!newest) continue;
        for await (const chunk of log.chunks(newest)) {
          const last = samplesOf(chunk).at(-1);
          if (last) this.#show(i, last);
        }
      }
      return journalFrom;
    });
  }

  take(sequence: number, block: Block): Promise<Taken> {
    return this.#turns.take(async () => {
      await this.#parts.writer.room();
      this.#journalEnd = Math.max(this.#journalEnd, sequence + 1);
      return this.#takeLines(sequence, block);
    });
  }

  /** A port has no past: its positions begin anew with each start. */
  known(): null {
    return null;
  }

  /** The latest value of each metric that has one. */
  latest(): MetricValue[] {
    return [...this.#latest.values()];
  }

  save(): Promise<void> {
    return this.#parts.writer.inDrainedTurn(this.#turns, async () => {
      for (const log of this.#logs) await log.save({ hoursFrom: null, journalFrom: log.journalFrom(this.#journalEnd) });
    });
  }

  #takeLines(sequence: number, block: Block): Taken {
    const decoded = this.#decode(block);
    const end = block.offset + Math.max(1, decoded.length);
    const taken: Taken = { rows: decoded.length, rejected: [] };
    for (const [i, log] of this.#logs.entries()) {
      const fresh = log.fresh(sequence, { ...block, bytes: block.bytes }, end - block.offset);
      if (!fresh) continue;
      const { open } = fresh;
      if (open.lastAt === null) log.closeOthers(open.id);
      const { resolution } = this.#parts.source.metrics[i]!;
      for (const line of decoded) {
        if (line.offset < fresh.position) continue;
        // A port's reading has no time of its own: it is observed when it arrives.
        const at = block.receivedAt;
        log.roll(fresh, { at: line.ok ? at : null, offset: line.offset }, sequence, block.receivedAt);
        if (line.ok) {
          const sample = { at, offset: line.offset, scaled: Math.round(line.values[i]!.value / resolution) };
          open.chunk.add(sample, line.end);
          open.lastAt = at;
          this.#show(i, sample);
        } else if (i === 0) {
          const rejected = { file: block.file, offset: line.offset, text: line.text, reason: line.reason };
          taken.rejected.push(rejected);
          this.rejected.add(open.id, rejected, block.receivedAt);
          open.chunk.reject(rejected, line.end);
        }
      }
      log.finish({ ...fresh, bytes: Buffer.alloc(0), position: end }, end, block.receivedAt);
    }
    return taken;
  }

  #show(i: number, sample: Sample): void {
    const { id, name, unit, resolution } = this.#parts.source.metrics[i]!;
    const known = this.#latest.get(id);
    if (known && known.at > sample.at) return;
    this.#latest.set(id, {
      id,
      name,
      unit,
      resolution,
      // Without the dust of binary fractions.
      value: Number((sample.scaled * resolution).toPrecision(12)),
      at: sample.at,
    });
  }
}
