/** Dates and times as people write them, on the plant's clocks; what is day and what is month, their column has to tell. */
export type DateOrder = 'day' | 'month';
export type DateStyle = DateOrder | 'unclear' | 'mixed';

/** `time` null = only the day was given. */
export type ReadDate = { ok: true; date: string; time: string | null } | { ok: false; why: 'date' | 'date-unclear' };

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const FIGURES = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/;
/** As people type it who mean the next one, or the last: `12/1`, `1.12.` */
const WITHOUT_YEAR = /^(\d{1,2})([./])(\d{1,2})\.?$/;
const TIME = /^(\d{1,2})(?::(\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(?:([ap])\.?(?:m\.?)?|(uhr))?$/i;

/** `declared` only counts where no cell tells. Points are German: the day comes first. */
export function dateStyle(cells: readonly string[], declared?: DateOrder): DateStyle {
  const told = new Set(cells.map((cell) => toldBy(partsOf(cell).date)).filter((each) => each !== null));
  if (told.size > 1) return 'mixed';
  return [...told][0] ?? declared ?? 'unclear';
}

/** `near` (`2026-11-22`) = a date without a year is the one next to it; absent = it is none. */
export function readDate(cell: string, style: DateStyle, near?: string): ReadDate {
  const parts = partsOf(cell);
  const time = parts.time === '' ? null : clockTime(parts.time);
  if (time === undefined) return { ok: false, why: 'date' };
  const iso = ISO.exec(parts.date);
  if (iso) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]), time);
  const figures = FIGURES.exec(parts.date) ?? (near === undefined ? null : WITHOUT_YEAR.exec(parts.date));
  if (!figures) return { ok: false, why: 'date' };
  const [, one = '', separator, other = '', yearText] = figures;
  const order = separator === '.' ? 'day' : style;
  if (order !== 'day' && order !== 'month') return { ok: false, why: 'date-unclear' };
  const [day, month] = order === 'day' ? [one, other] : [other, one];
  if (yearText === undefined) return nearest(near!, Number(month), Number(day), time);
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  return dated(year, Number(month), Number(day), time);
}

/** Of this year, the one before or the one after. */
function nearest(near: string, month: number, day: number, time: string | null): ReadDate {
  const year = Number(near.slice(0, 4));
  const away = (read: ReadDate) => (read.ok ? Math.abs(Date.parse(read.date) - Date.parse(near)) : Infinity);
  const all = [year, year + 1, year - 1].map((each) => dated(each, month, day, time));
  return all.reduce((best, each) => (away(each) < away(best) ? each : best));
}

function partsOf(cell: string): { date: string; time: string } {
  const text = cell.trim();
  const at = text.search(/[T\s,]/);
  if (at < 0) return { date: text, time: '' };
  return { date: text.slice(0, at), time: text.slice(at + 1).replace(/^[\s,]+/, '') };
}

function toldBy(date: string): DateOrder | null {
  const [, one, separator, other] = FIGURES.exec(date) ?? WITHOUT_YEAR.exec(date) ?? [];
  if (separator === undefined || separator === '.') return null;
  if (Number(one) > 12) return 'day';
  return Number(other) > 12 ? 'month' : null;
}

/** `06:00`; undefined = it is none. */
function clockTime(text: string): string | undefined {
  const [, hours, minutes = '00', half, oclock] = TIME.exec(text) ?? [];
  if (hours === undefined) return undefined;
  if (!text.includes(':') && half === undefined && oclock === undefined) return undefined;
  const written = Number(hours);
  if (half !== undefined && (written < 1 || written > 12)) return undefined;
  const hour = half === undefined ? written : (written % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59) return undefined;
  return `${two(hour)}:${minutes}`;
}

function dated(year: number, month: number, day: number, time: string | null): ReadDate {
  const at = new Date(0);
  // What makes dates of figures takes a year before 100 for one of the last century.
  at.setUTCFullYear(year, month - 1, day);
  const isDate = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!isDate) return { ok: false, why: 'date' };
  return { ok: true, date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`, time };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
