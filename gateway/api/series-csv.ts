/** A table of series as CSV: UTF-8 with a mark (spreadsheets need it), times of the plant's clocks with their offset. */
import { zoneOffset } from '../../shared/calendar/zone.ts';
import { formulaSafe } from '../../shared/formula-safe.ts';
import type { ExportRow } from './series-export.ts';

/** Characters of text handed on at a time. */
const BLOCK = 65_536;

export async function* seriesCsv(
  headers: readonly string[],
  rows: AsyncIterable<ExportRow>,
  zone: string,
): AsyncGenerator<string> {
  let block = `\ufeff${[`Time (${zone})`, ...headers].map(textCell).join(',')}\r\n`;
  for await (const { at, cells } of rows) {
    block += isoIn(zone, at);
    for (const cell of cells) block += typeof cell === 'string' ? `,${textCell(cell)}` : `,${cell ?? ''}`;
    block += '\r\n';
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}

/** `2022-10-10T06:00:00.000-07:00` */
export function isoIn(zone: string, at: number): string {
  const offset = zoneOffset(zone, at);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const part = (value: number) => String(value).padStart(2, '0');
  const wall = new Date(at + offset).toISOString().slice(0, -1);
  return `${wall}${offset < 0 ? '-' : '+'}${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}

function textCell(text: string): string {
  const safe = formulaSafe(text);
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
