/** Keys on the board: from bar to bar, picking up and carrying; on the ground panning and zooming. */
import { boardText } from '../../locales/board.ts';
import { span } from '../../locales/format.ts';
import type { ActionsHost, BoardActions } from './board-actions.ts';
import type { BoardHands } from './board-hands.ts';
import type { KeyStep } from './key-target.ts';
import { panned, viewAround } from './scale.ts';
import { idOf } from './under-hand.ts';

const STEPS: Record<string, KeyStep> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const ZOOM = 0.75;

export interface Keys {
  host: ActionsHost;
  actions: BoardActions;
  hands: BoardHands;
}

export function onKey(event: KeyboardEvent, keys: Keys): void {
  if (isForBoard(event, idOf(event), keys)) event.preventDefault();
}

/** `id`: of the bar or card that has the focus; null = the ground has. */
function isForBoard(event: KeyboardEvent, id: string | null, keys: Keys): boolean {
  const { host, actions, hands } = keys;
  const command = event.ctrlKey || event.metaKey;
  if (host.carrying.carried && hands.doing === 'carrying') return whileCarried(event, keys);
  if (event.altKey || hands.doing !== 'nothing') return false;
  if (id !== null) {
    const step = STEPS[event.key];
    if (command && event.key === ' ') return done(() => actions.toggle(id));
    if (command && event.key.toLowerCase() === 'a') return done(() => actions.selectRow(id));
    if (command) return false;
    if (event.key === ' ') return done(() => pickUp(id, keys));
    if (event.key === 'Enter') return done(() => host.emit('ls-board-open', { id }));
    if (event.key.toLowerCase() === 'm') return done(() => actions.choices.move(id));
    if (step) return done(() => neighbour(host, id, step));
  }
  if (event.key === 'Escape' && host.selected.size > 0) return done(() => actions.select([]));
  return !command && host.chart !== null && onGround(event, host);
}

function whileCarried(event: KeyboardEvent, { actions, hands }: Keys): boolean {
  const step = STEPS[event.key];
  if (step) actions.step(step, event.shiftKey);
  else if (event.key === 'Enter' || event.key === ' ') hands.tell({ type: 'key', key: 'drop' });
  else if (event.key === 'Escape') hands.tell({ type: 'key', key: 'escape' });
  else if (event.key.toLowerCase() === 'p') actions.park();
  // Whoever goes elsewhere has let go.
  else if (event.key === 'Tab') {
    hands.tell({ type: 'key', key: 'escape' });
    return false;
  }
  return true;
}

function onGround({ key }: KeyboardEvent, host: ActionsHost): boolean {
  const { view, now, zone } = host;
  const length = view.now.to - view.now.from;
  const middle = length / view.scale.msPerPx / 2;
  const moves: Record<string, () => void> = {
    ArrowLeft: () => view.go(panned(view.now, -length / 10)),
    ArrowRight: () => view.go(panned(view.now, length / 10)),
    PageUp: () => view.go(panned(view.now, -length * 0.9)),
    PageDown: () => view.go(panned(view.now, length * 0.9)),
    Home: () => view.go(viewAround(view.now, now)),
    '+': () => view.zoom(ZOOM, middle),
    '=': () => view.zoom(ZOOM, middle),
    '-': () => view.zoom(1 / ZOOM, middle),
  };
  const move = moves[key];
  if (!move) return false;
  move();
  host.say(boardText('shown', span(view.now.from, view.now.to, zone)));
  return true;
}

function pickUp(id: string, { host, actions, hands }: Keys): void {
  const bar = host.layout.bars.get(id);
  if (!host.previewOf || (bar && !bar.movable)) {
    host.say(boardText('notMovable', bar?.title ?? ''));
    return;
  }
  hands.tell({ type: 'key', key: 'pick' });
  actions.pick(id, null);
}

/**
 * Along the row, or to what is nearest in time in the next row that has something; among cards from one to the next. While
 * something is sought, from one that is found to the next.
 */
function neighbour(host: ActionsHost, id: string, step: KeyStep): void {
  const direction = step === 'left' || step === 'up' ? -1 : 1;
  const bar = host.layout.bars.get(id);
  const row = bar && host.layout.byId.get(bar.row);
  const isList = host.chart === null;
  if (!bar || !row) {
    const cards = host.parked;
    const card = cards[cards.findIndex((each) => each.id === id) + direction];
    if (card) host.focusOn(card.id);
    return;
  }
  const { found } = host;
  const at = row.bars.indexOf(bar);
  const isMeant = (_: unknown, i: number) => (i - at) * direction > 0 && (found?.(row.bars[i]!.id) ?? true);
  const beside = direction > 0 ? row.bars.find(isMeant) : row.bars.findLast(isMeant);
  if (step === 'left' || step === 'right' || (isList && beside)) {
    if (beside) host.focusOn(beside.id);
    return;
  }
  const rows = host.layout.rows;
  for (let i = row.index + direction; rows[i]; i += direction) {
    const bars = rows[i]!.bars.filter((each) => found?.(each.id) ?? true);
    if (bars.length === 0) continue;
    const away = (start: number) => Math.abs(start - bar.start);
    host.focusOn(bars.reduce((best, each) => (away(each.start) < away(best.start) ? each : best)).id);
    return;
  }
}

function done(act: () => void): true {
  act();
  return true;
}
