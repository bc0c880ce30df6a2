/** What a line's machine wrote, packed as it is stored: for a replay on a device. */
import { Readable } from 'node:stream';
import type { Window } from '../../../shared/calendar/windows.ts';
import type { Chunk } from '../../../shared/documents/chunk.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Route } from '../route.ts';

/** A production day has up to 25 hours. */
const LONGEST_MS = 25 * HOUR_MS;

/** Rows of one file in order of position; rows that nobody has packed into a chunk yet come the same way. */
export interface RecordedCycles {
  /** Identity of the file: the same for all of its chunks. */
  file: string;
  chunk: Pick<Chunk, 'packed' | 'texts' | 'rows' | 'rejected'>;
}

export interface CycleRoutesParts {
  /** Chunks that have rows in `[from, to)`, file by file in order; null = there is no such line. */
  cycles: (line: string, from: number, to: number) => AsyncIterable<RecordedCycles> | null;
  /** When their source could not be heard. */
  outages: (line: string, from: number, to: number) => readonly Window[];
}

/** `GET /api/lines/:line/cycles?from&to` (ISO 8601 with zone) → `{ outages: [{ from, to }], files: [{ file, chunks: [{ packed, texts, rows, rejected }] }] }`. */
export function cycleRoutes(parts: CycleRoutesParts): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/lines/:line/cycles',
      access: 'analyse',
      lines: ({ params }) => [params.line!],
      handle: async ({ ctx, params: { line } }) => {
        const [from, to] = [instant(ctx.query.from, 'from'), instant(ctx.query.to, 'to')];
        if (to <= from)
          throw new AppError('REQUEST_INVALID', `to "${ctx.query.to}" is not after from "${ctx.query.from}".`);
        if (to - from > LONGEST_MS) throw new AppError('REQUEST_INVALID', 'Ask for at most 25 hours at a time.');
        const cycles = parts.cycles(line!, from, to);
        if (!cycles) throw new AppError('NOT_FOUND', `There is no line "${line}".`);
        const outages = parts.outages(line!, from, to).map((outage) => ({ from: outage.from, to: outage.to }));
        const text = written(cycles, outages)[Symbol.asyncIterator]();
        // The first piece is waited for: a store that is away is answered as such, not by a body that breaks off.
        const first = await text.next();
        ctx.type = 'application/json';
        ctx.body = Readable.from(rest(first, text), { objectMode: false });
      },
    },
  ];
}

async function* rest(first: IteratorResult<string>, others: AsyncIterator<string>): AsyncGenerator<string> {
  for (let piece = first; !piece.done; piece = await others.next()) yield piece.value;
}

/** One chunk at a time: a day is never in memory as a whole. */
async function* written(cycles: AsyncIterable<RecordedCycles>, outages: readonly Window[]): AsyncGenerator<string> {
  let open: string | null = null;
  let text = `{"outages":${JSON.stringify(outages)},"files":[`;
  for await (const { file, chunk } of cycles) {
    const { packed, texts, rows, rejected } = chunk;
    if (file !== open) text += `${open === null ? '' : ']},'}{"file":${JSON.stringify(file)},"chunks":[`;
    else text += ',';
    open = file;
    yield text + JSON.stringify({ packed, texts, rows, rejected });
    text = '';
  }
  yield `${text}${open === null ? '' : ']}'}]}`;
}

function instant(text: string | string[] | undefined, name: string): number {
  const isIso = typeof text === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = isIso ? Date.parse(text) : NaN;
  if (Number.isNaN(at))
    throw new AppError('REQUEST_INVALID', `${name}="${String(text)}" is not a time; write 2022-10-10T06:00:00Z.`);
  return at;
}
