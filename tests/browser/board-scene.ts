/** Runs in the browser: a page around `<ls-board>` with a small plan of its own, that takes up what is dropped. */
import '../../pwa/components/board/ls-board.ts';
import type { LsBoard } from '../../pwa/components/board/ls-board.ts';
import type {
  BarCard,
  BarChoice,
  BoardBar,
  BoardDrop,
  BoardWindow,
  DropPreview,
  DropTarget,
} from '../../pwa/components/board/board-model.ts';
import { tokens } from '../../pwa/styles/tokens.ts';
import { NOW, barOf, believable, clock, plenty } from './board-plan.ts';

export interface Scene {
  /** Bars in all; 0 = a believable week. */
  many: number;
  rows: number;
}

declare global {
  interface Window {
    board: LsBoard;
    heard: { name: string; detail: unknown }[];
    /** Targets that were asked for. */
    asked: DropTarget[];
    build(scene: Scene): void;
    /** From having the bars to the frame with them, ms. */
    boardPainted: Promise<number>;
    /** Somebody else takes a bar off the board. */
    vanish(id: string): void;
  }
}

/** As a plan would answer: what follows moves along; line 11 takes nothing. */
function previewOf(ids: readonly string[], target: DropTarget): DropPreview {
  window.asked.push(target);
  const { board } = window;
  const refused = target.kind === 'row' && target.row === '11' ? 'Line 11 is in maintenance' : null;
  if (target.kind === 'parking')
    return {
      bars: [],
      lines: [{ text: 'Goes back to the parking lot', tone: 'plain' }],
      refused: null,
      spoken: 'Parking lot',
    };
  const held = ids.map(
    (id) => board.bars.find((each) => each.id === id) ?? barOf(board.parked.find((each) => each.id === id)!),
  );
  const rest = board.bars
    .filter((each) => each.row === target.row && !ids.includes(each.id))
    .sort((a, b) => a.start - b.start);
  const place = target.before === null ? rest.length : rest.findIndex(({ id }) => id === target.before);
  const first = place > 0 ? rest[place - 1]!.end : NOW;
  let at = target.at ?? Math.max(NOW, first);
  const moved: BoardBar[] = [];
  for (const each of [...held, ...rest.slice(place)]) {
    const isHeld = ids.includes(each.id);
    const start = isHeld ? at : Math.max(each.start, at);
    const end = start + each.end - each.start;
    if (isHeld || start !== each.start)
      moved.push({ ...each, row: target.row, setupFrom: start, start, end, note: `${clock(start)} – ${clock(end)}` });
    at = end;
  }
  const slips = moved.filter(({ id }) => !ids.includes(id));
  const lines: DropPreview['lines'] = [
    { text: `Line ${target.row}${place > 0 ? `, after ${rest[place - 1]!.title}` : ', first'}`, tone: 'plain' },
    { text: `${held[0]!.title} ends ${clock(moved[0]!.end)} (in time)`, tone: 'plain' },
    ...slips.slice(0, 2).map(({ title }) => ({ text: `${title} slips, late by 9 h`, tone: 'act' as const })),
  ];
  return {
    bars: moved,
    lines,
    refused,
    spoken: `Line ${target.row}, ${place === 0 ? 'first' : `after ${rest[place - 1]!.title}`}`,
  };
}

/** All that the scene knows. */
function cardOf(id: string): BarCard | null {
  const { bars, parked } = window.board;
  const one = [...bars, ...parked].find((each) => each.id === id);
  return one ? { title: one.title, about: one.note, facts: [], notes: [{ text: 'slow', tone: 'look' }] } : null;
}

/** Whatever the page can do, besides. */
function choicesOf(id: string): BarChoice[] {
  return id === 'b' ? [{ key: 'pin', text: 'Pin here' }] : [];
}

function dropped({ ids, target }: BoardDrop): void {
  const { board } = window;
  if (target.kind === 'parking') {
    const gone = board.bars.filter(({ id }) => ids.includes(id));
    const cards = gone.map(({ id, title, note, colour, marks }) => ({
      id,
      title,
      note,
      colour,
      marks,
      rows: null,
      label: `${title}, parked`,
    }));
    board.bars = board.bars.filter(({ id }) => !ids.includes(id));
    board.parked = [...board.parked, ...cards];
    return;
  }
  const { bars } = previewOf(ids, target);
  const changed = new Map(bars.map((each) => [each.id, each]));
  board.bars = [...board.bars.filter(({ id }) => !changed.has(id)), ...bars];
  board.parked = board.parked.filter(({ id }) => !ids.includes(id));
}

function listen(): void {
  for (const name of ['drop', 'select', 'open', 'move-asked', 'chosen', 'window']) {
    addEventListener(`ls-board-${name}`, ({ detail }: CustomEventInit) => {
      const { board } = window;
      window.heard.push({ name, detail });
      if (name === 'drop') dropped(detail as BoardDrop);
      if (name === 'select') board.selected = new Set((detail as { ids: string[] }).ids);
      if (name === 'window') board.window = detail as BoardWindow;
    });
  }
}

window.heard = [];
window.asked = [];
listen();
window.vanish = (id) => (window.board.bars = window.board.bars.filter((each) => each.id !== id));
window.build = ({ many, rows }) => {
  document.adoptedStyleSheets = [tokens.styleSheet!];
  document.body.style.cssText = 'margin:0;background:var(--ls-ground)';
  const plan = many > 0 ? plenty(many, rows) : believable();
  const began = performance.now();
  const board = document.createElement('ls-board');
  Object.assign(board, { ...plan, now: NOW, zone: 'Europe/Berlin', previewOf, cardOf, choicesOf });
  board.style.height = '100vh';
  const main = document.createElement('main');
  main.append(board);
  window.board = board;
  document.body.replaceChildren(main);
  window.boardPainted = painted(board).then((at) => at - began);
};

async function painted(board: LsBoard): Promise<number> {
  while (!board.shadowRoot?.querySelector('[data-bar]')) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now();
}
