/** Reads the time of a row, by the format that the plant file declares, into epoch ms. */
import { fixedTime } from './fixed-time.ts';
import { isoTime } from './iso-time.ts';
import { isInstant, localTime, OUT_OF_RANGE, SKIPPED, UNREADABLE, type LocalTime } from './local-time.ts';
import { numberIn, plainNumber, type DecimalSign } from './number-text.ts';

export type ReadTime = { ok: true; at: number } | { ok: false; reason: string };

/** `previous` = the row before in the same file; it decides which of two equal local times is meant (`localTime`). */
export interface TimeReader {
  text(text: string, previous: number | null): ReadTime;
  /** As `text` of the same bytes, for plain ASCII; no finite number when only `text` can tell. */
  bytes(bytes: Uint8Array, from: number, to: number, previous: number | null): number;
}

export interface TimeReaderOptions {
  /** As `TimeFormat` has it. */
  format: string;
  zone: string;
  /** Of numbers that count seconds or milliseconds; default `.`. */
  decimal?: DecimalSign;
  /** Of `seconds`: the moment that they count from, epoch ms. */
  since?: number;
}

type ReadText = (text: string, previous: number | null) => number;

export function timeReader(options: TimeReaderOptions): TimeReader {
  const { format, zone, decimal = '.', since = 0 } = options;
  const local = localTime(zone);
  switch (format) {
    case 'iso8601':
      return reader(options, isoReader(local), () => UNREADABLE);
    case 'epoch-s':
    case 'seconds':
      return counting(options, { decimal, unitMs: 1000, since });
    case 'epoch-ms':
      return counting(options, { decimal, unitMs: 1, since: 0 });
    default:
      return fixed(options, local);
  }
}

function fixed(options: TimeReaderOptions, local: LocalTime): TimeReader {
  const time = fixedTime(options.format, local);
  const codes = new Uint16Array(time.length);
  const text: ReadText = (shown, previous) => {
    if (shown.length !== time.length) return UNREADABLE;
    for (let i = 0; i < shown.length; i++) codes[i] = shown.charCodeAt(i);
    return time.read(codes, 0, previous);
  };
  return reader(options, text, (bytes, from, to, previous) =>
    to - from === time.length ? time.read(bytes, from, previous) : UNREADABLE,
  );
}

function isoReader(local: LocalTime): ReadText {
  return (text, previous) => {
    const time = isoTime(text.trim());
    if (!time) return UNREADABLE;
    return time.offset === null ? local(time.wall, previous) : instant(time.wall - time.offset);
  };
}

function counting(
  options: TimeReaderOptions,
  { decimal, unitMs, since }: { decimal: DecimalSign; unitMs: number; since: number },
): TimeReader {
  const sign = decimal.charCodeAt(0);
  const at = (count: number) => (Number.isNaN(count) ? UNREADABLE : instant(since + Math.round(count * unitMs)));
  return reader(
    options,
    (text) => at(numberIn(text, decimal)),
    (bytes, from, to) => at(plainNumber(bytes, from, to, sign)),
  );
}

function instant(at: number): number {
  return isInstant(at) ? at + 0 : OUT_OF_RANGE;
}

function reader({ format, zone }: TimeReaderOptions, text: ReadText, bytes: TimeReader['bytes']): TimeReader {
  const refused = (reason: string): ReadTime => ({ ok: false, reason });
  return {
    bytes,
    text: (shown, previous) => {
      const at = text(shown, previous);
      if (Number.isFinite(at)) return { ok: true, at };
      if (at === SKIPPED) return refused(`time does not exist in ${zone} (clocks went forward)`);
      if (at === OUT_OF_RANGE) return refused('time lies before 1970 or after 9999');
      return refused(`time does not read as ${format}`);
    },
  };
}
