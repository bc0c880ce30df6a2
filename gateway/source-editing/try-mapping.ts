/** How a mapping that is being written would read a sample, by the decoders that would then read the machine. Nothing is stored. */
import { AppError } from '../../shared/errors.ts';
import { CYCLE_COLUMNS } from '../../shared/cycle-columns.ts';
import { sourceForm, sourceProblems } from '../../shared/plant-problems.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import type { MappingProblem, MappingQuestion, TriedColumn, TriedMapping } from '../../shared/sync/sources.ts';
import { isText, shownRows } from '../lines/shown-rows.ts';

const SHOWN_ROWS = 200;
/** Stands before every place that the checks name. */
const WHERE = 'source';

/** `zone` = the plant's. Throws REQUEST_INVALID for a sample of bytes that is no hex. */
export function tryMapping(definition: unknown, sample: MappingQuestion['sample'], zone: string): TriedMapping {
  const wrong = problemsOf(definition);
  if (wrong.length > 0) return { kind: 'problems', problems: wrong };
  const source = definition as SourceDefinition;
  try {
    const bytes = bytesOf(sample, source);
    const { rows, opening } = shownRows(source, zone, { bytes, offset: 0, opening: null });
    const times = rows.flatMap(({ at }) => (at === null ? [] : [at]));
    const ok = rows.filter(({ decoded }) => decoded !== null).length;
    return {
      kind: 'rows',
      ok,
      rejected: rows.length - ok,
      firstAt: times[0] ?? null,
      lastAt: times.at(-1) ?? null,
      columns: columnsOf(source, opening.header),
      encoding: source.kind === 'csv' ? opening.encoding : null,
      rows: rows.slice(0, SHOWN_ROWS).map(({ offset, raw, decoded, reason }) => ({ offset, raw, decoded, reason })),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'PLANT_FILE_INVALID')
      return { kind: 'problems', problems: [{ place: '', text: error.message }] };
    throw error;
  }
}

function problemsOf(definition: unknown): MappingProblem[] {
  const ofForm = sourceForm(definition, WHERE);
  const all = ofForm.length > 0 ? ofForm : sourceProblems(WHERE, definition as SourceDefinition);
  return all.map((problem) => {
    const [, place = '', text = problem] = /^source\.?([^:]*): (.*)$/s.exec(problem) ?? [];
    return { place, text };
  });
}

function bytesOf(sample: MappingQuestion['sample'], source: SourceDefinition): Buffer {
  if ('base64' in sample) return Buffer.from(sample.base64, 'base64');
  const { text } = sample;
  if (!isText(source)) return bytesOfHex(text);
  switch (source.kind === 'csv' ? (source.encoding ?? 'utf-8') : 'latin1') {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
  }
}

/** As terminals and protocol analysers write bytes: `02 0a ff`, `0x02,0x0A`, `020aff`. */
function bytesOfHex(text: string): Buffer {
  const digits = text.replace(/0x|[\s,;:-]/gi, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits))
    throw new AppError(
      'REQUEST_INVALID',
      'The sample of this source is bytes: paste them in hex ("02 0a ff"), or drop a file.',
    );
  return Buffer.from(digits, 'hex');
}

/** Columns of the file and what each is read as; none for what is read by position. */
function columnsOf(source: SourceDefinition, header: string): TriedColumn[] {
  if (source.kind === 'modbus') return [];
  const delimiter = source.delimiter ?? (source.kind === 'csv' ? ',' : ';');
  const named = () => (header.trim() === '' ? [] : header.trimEnd().split('\n').at(-1)!.split(delimiter));
  const columns = source.columns ?? (source.kind === 'csv' && source.header?.names ? named() : []);
  return columns.map((column) => column.trim()).map((name) => ({ name, use: useOf(name, source) }));
}

function useOf(name: string, source: Exclude<SourceDefinition, { kind: 'modbus' }>): string | null {
  if (source.kind === 'csv' && [source.time.column].flat().includes(name)) return 'time';
  switch (source.meaning) {
    case 'cycles':
      return CYCLE_COLUMNS.find((column) => column === name) ?? null;
    case 'states':
      return source.state.column === name ? 'state' : null;
    case 'samples':
      return source.metrics.find(({ id, column = id }) => column === name)?.id ?? null;
  }
}
