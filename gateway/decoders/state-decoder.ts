/** Meaning `states`: one row says in which state the machine is from now on. */
import type { CsvStates } from '../../shared/sources.ts';
import { dialectOf } from './csv-layout.ts';
import { csvDecoder } from './csv-reader.ts';
import type { DecodedState, Decoder } from './decoded.ts';
import { timeColumn, timeText } from './time-column.ts';

/** `zone` = the plant's; for times that name none of their own. */
export function stateDecoder(source: CsvStates, zone: string): Decoder<DecodedState> {
  const { column, names } = source.state;
  const states = new Map(Object.entries(names));
  const time = timeColumn(source, zone);
  return csvDecoder<Extract<DecodedState, { ok: true }>>(dialectOf(source), {
    columns: [column, ...time.columns],
    at: (row) => row.at,
    under: ({ header, fields: [stateField, ...timeFields] }) => {
      const reader = time.under(header);
      if (typeof reader === 'string') return reader;
      return {
        fields: (row, { offset, end }, previous) => {
          const read = reader.text(timeText(row, timeFields), previous);
          if (!read.ok) return read.reason;
          const text = row[stateField!]!.trim();
          const state = states.get(text);
          return state ? { ok: true, offset, end, at: read.at, state } : `${column} "${text}" is not a declared state`;
        },
      };
    },
  });
}
