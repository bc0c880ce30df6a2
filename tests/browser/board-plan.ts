/** Orders for the board's tests: a believable week of six lines, or as many as are wanted. */
import type { LsBoard } from '../../pwa/components/board/ls-board.ts';
import type { BoardBar, BoardRow, BoardShade, ParkedCard } from '../../pwa/components/board/board-model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 10 October 2022, 00:00 in Berlin. */
const MONDAY = Date.UTC(2022, 9, 9, 22);
export const NOW = MONDAY + 1.654 * DAY;
const COLOURS = ['#c98a84', '#8fbf8a', '#ab9bd1', '#7db5d6', '#b8aaa0', '#d9b36a', '#b399c8', '#8db5ae'];
const NAMES = ['SARS', 'Flu', 'Strep A+', 'Strep IL', 'hCG', 'RSV', 'ABC', 'Mono'];

type BoardPlan = Pick<LsBoard, 'rows' | 'bars' | 'parked' | 'links' | 'window'>;

const format = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Europe/Berlin', weekday: 'short', hour: '2-digit', minute: '2-digit' },
});
export const clock = (at: number) => format.format(at);

function bar(id: string, row: string, start: number, hours: number, more: Partial<BoardBar> = {}): BoardBar {
  const index = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % NAMES.length;
  const title = more.title ?? `${NAMES[index]} ${(100 + ((index * 37 + start / HOUR) % 100)) | 0}`;
  const end = start + hours * HOUR;
  return {
    ...{ id, row, title, note: `ends ${clock(end)}`, colour: COLOURS[index]!, state: 'planned', setupFrom: start },
    ...{ start, end, endKnown: true, ghostEnd: null, range: null, progress: null, due: null, marks: [] },
    ...{ about: `${hours} h`, movable: true, label: `${title}, line ${row}, ${clock(start)} to ${clock(end)}` },
    ...more,
  };
}

function shadesOf(from: number, days: number): BoardShade[] {
  const shades: BoardShade[] = [];
  for (let day = 0; day < days; day++) {
    const midnight = from + day * DAY;
    const weekday = day % 7;
    if (weekday === 5)
      shades.push({ from: midnight - HOUR, to: midnight + 2 * DAY, why: 'not-scheduled', label: 'weekend' });
    if (weekday > 4) continue;
    if (weekday > 0)
      shades.push({ from: midnight - HOUR, to: midnight + 6.5 * HOUR, why: 'not-scheduled', label: 'night' });
    else shades.push({ from: midnight, to: midnight + 6.5 * HOUR, why: 'not-scheduled', label: 'night' });
    shades.push({ from: midnight + 14.5 * HOUR, to: midnight + 15 * HOUR, why: 'break', label: 'shift change' });
  }
  return shades;
}

export function believable(): BoardPlan {
  const at = (days: number) => MONDAY + days * DAY;
  const shades = shadesOf(MONDAY - 7 * DAY, 28);
  const note = ['on plan', 'late 3 h 10', 'stop 2:14', 'on plan', 'runs 123, plan says 124', 'idle'];
  const rows: BoardRow[] = ['6', '7', '8', '9', '10', '11'].map((id, i) => ({
    id,
    title: id,
    note: note[i]!,
    alert: i === 1 ? 'look' : i === 4 ? 'act' : 'none',
    shades:
      i === 5
        ? [...shades, { from: at(2.3), to: at(2.9), why: 'maintenance', label: 'sealing jaws, maintenance' }]
        : shades,
  }));
  const bars = [
    bar('a', '6', at(-0.3), 50, {
      title: 'SARS 135',
      note: 'late 3 h 10 · ends Tue 19:20',
      state: 'running',
      progress: 0.55,
      due: at(1.66),
      marks: ['late'],
      movable: false,
      ghostEnd: at(2.0),
      range: [at(1.7), at(1.95)],
    }),
    bar('b', '6', at(3.6), 52, {
      title: 'RSV 127',
      note: 'due Mon 17',
      due: at(6.4),
      setupFrom: at(3.45),
      marks: ['versions'],
    }),
    bar('c', '7', at(-0.4), 52, {
      title: 'Flu 125',
      note: 'ends today 21:40',
      state: 'running',
      progress: 0.83,
      movable: false,
      range: [at(1.7), at(1.83)],
    }),
    bar('d', '7', at(2.3), 58, {
      title: 'ABC 132',
      note: 'waits for QC of 158990',
      marks: ['frozen'],
      setupFrom: at(2.2),
    }),
    bar('e', '8', at(-0.1), 82, {
      title: 'Strep A+ 129',
      note: 'Thu 09:10 (08:20–11:40)',
      state: 'running',
      progress: 0.56,
      movable: false,
      range: [at(3.2), at(3.6)],
    }),
    bar('f', '8', at(3.42), 45, { title: 'SARS 130', note: 'ends Sat 06:00', marks: ['unsent'] }),
    bar('g', '9', at(0.1), 85, {
      title: 'Strep IL 180',
      note: 'Thu 16:00',
      state: 'running',
      progress: 0.41,
      movable: false,
    }),
    bar('h', '9', at(3.8), 39, { title: 'ABC 136', note: 'late by 9 h', due: at(5.1), marks: ['conflict', 'pinned'] }),
    bar('i', '9', at(5.45), 8, { title: 'Mono 12', note: 'ends Sat 19:00' }),
    bar('j', '10', at(-0.2), 69, {
      title: 'hCG 123',
      note: 'stale since 15:31',
      state: 'interrupted',
      progress: 0.35,
      movable: false,
      marks: ['stale'],
      endKnown: false,
    }),
    bar('k', '10', at(2.85), 52, { title: 'Flu 127', note: 'ends Fri 23:00', marks: ['draft'] }),
    bar('l', '10', at(5.1), 2.5, { title: 'hCG 9' }),
    bar('m', '6', at(1.95), 20, { title: 'Flu 140', note: 'ends Wed 18:40' }),
    bar('n', '6', at(-1.2), 20, { title: 'Flu 139', note: 'ended Sun 19:10', state: 'ended', movable: false }),
  ];
  const card = (id: string, title: string, more: string, i: number): ParkedCard => ({
    ...{
      id,
      title,
      note: more,
      colour: COLOURS[i]!,
      marks: i === 2 ? ['late'] : [],
      rows: i === 3 ? ['6', '7'] : null,
    },
    label: `${title}, ${more}, parked`,
  });
  const parked = [
    card('p1', 'Strep IL 98', '180,000 · due Fri 14 · 51 h', 3),
    card('p2', 'RSV 110', '120,000 · due Mon 17 · 24 h', 5),
    card('p3', 'SARS 301', '219,000 · due Wed 12 · 44 h', 0),
    card('p4', 'ABC 121', '90,000 · waits for strip lot 158990', 6),
    card('p5', 'Flu 102', '60,000 · due Thu 20 · 12 h', 1),
  ];
  const links = [
    { from: 'e', to: 'd', broken: false },
    { from: 'f', to: 'b', broken: true },
  ];
  return { rows, bars, parked, links, window: { from: MONDAY, to: MONDAY + 7 * DAY } };
}

export function plenty(count: number, lines: number): BoardPlan {
  const shades = shadesOf(MONDAY - 7 * DAY, 380);
  const rows = Array.from({ length: lines }, (_, i): BoardRow => ({
    ...{ id: `r${i}`, title: `Line ${i + 1}` },
    ...{ note: 'on plan', alert: 'none', shades },
  }));
  const bars = Array.from({ length: count }, (_, i) => {
    const place = Math.floor(i / lines);
    const hours = 14 + ((i * 7) % 11);
    return bar(`b${i}`, `r${i % lines}`, MONDAY - 4 * DAY + place * 26 * HOUR, hours, {
      ...{ progress: place < 4 ? 1 : null, marks: i % 9 === 0 ? ['late'] : [] },
    });
  });
  return { rows, bars, parked: [], links: [], window: { from: MONDAY, to: MONDAY + 7 * DAY } };
}

/** As it would be on a line. */
export function barOf(card: ParkedCard): BoardBar {
  return bar(card.id, '', NOW, 30, { title: card.title, note: card.note, colour: card.colour });
}
