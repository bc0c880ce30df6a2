/** After the board on paper, where nobody can point at a bar: what is on each line with its times, and what is parked. */
import { html, type TemplateResult } from 'lit';
import type { Window } from '../../shared/calendar/windows.ts';
import type { BarMark, BoardBar, BoardRow, ParkedCard } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { boardText } from '../locales/board.ts';
import { planCardText } from '../locales/board-card.ts';
import { dayTime } from '../locales/format.ts';
import { paperText as w } from '../locales/plan-paper.ts';
import { planText as p } from '../locales/plan.ts';
import { delaysOf, quantityNote, workingTime } from './board-order.ts';
import { linesTaking } from './job-lines.ts';

export interface Listed {
  view: PlanView;
  window: Window;
  rows: readonly BoardRow[];
  bars: readonly BoardBar[];
  parked: readonly ParkedCard[];
  /** Null = nothing is sought. */
  found: ((job: string) => boolean) | null;
}

export interface LineOfPaper {
  line: string;
  jobs: readonly (readonly string[])[];
}

/** Line after line, by time: order, lot number, quantity, start, end, due, remarks. Lines without any are left out. */
export function jobsOnPaper({ view, window, rows, bars, found }: Listed): LineOfPaper[] {
  const ofRow = Map.groupBy(
    bars.filter(({ id, setupFrom, end }) => setupFrom < window.to && end > window.from && (found?.(id) ?? true)),
    ({ row }) => row,
  );
  return rows.flatMap(({ id, title }) => {
    const jobs = (ofRow.get(id) ?? []).sort((a, b) => a.start - b.start).map((bar) => jobCells(view, bar));
    return jobs.length === 0 ? [] : [{ line: title, jobs }];
  });
}

function jobCells(view: PlanView, bar: BoardBar): string[] {
  const { id, title, start, end, endKnown, due, state, marks } = bar;
  const time = (at: number | null) => (at === null ? '' : timeOnPaper(at, view.plant.timezone));
  const forecast = view.schedule.jobs.get(id);
  const standing = view.schedule.standings.get(id)?.state;
  const remarks = [
    state === 'planned' || !standing ? '' : p(`state-${standing}`),
    ...(forecast ? delaysOf(view, forecast) : []),
    ...words(marks.filter((mark) => mark !== 'late')),
  ];
  return [
    ...[title, lotNumberOf(view, id), quantityNote(view, id), time(start)],
    ...[endKnown ? time(end) : p('noEnd'), time(due), remarks.filter(Boolean).join(' · ')],
  ];
}

/** Order, lot number, quantity, working time, due, lines that can take it, remarks. */
export function parkedOnPaper({ view, parked }: Listed): string[][] {
  const { plan, plant, lines } = view;
  return parked.map(({ id, title, marks }) => {
    const due = plan.orders.get(plan.jobs.get(id)?.fields.order ?? '')?.fields.due;
    const takers = linesTaking(view, [id]);
    return [
      ...[title, lotNumberOf(view, id), quantityNote(view, id), workingTime(view, id) ?? ''],
      due === undefined ? '' : timeOnPaper(due, plant.timezone),
      takers.length === lines.length ? '' : takers.map(({ name }) => name).join(', '),
      words(marks).join(' · '),
    ];
  });
}

/** A sheet hangs for days: no time is without its day, nor parted from it at a line's end. */
function timeOnPaper(at: number, zone: string): string {
  return dayTime(at, zone).replaceAll(' ', '\u00a0');
}

function words(marks: readonly BarMark[]): string[] {
  return marks.map((mark) => p(`mark-${mark}`));
}

function lotNumberOf({ plan }: PlanView, job: string): string {
  return plan.orders.get(plan.jobs.get(job)?.fields.order ?? '')?.fields.lotNumber ?? '';
}

export function paperLists(listed: Listed, head: TemplateResult): TemplateResult {
  const lines = jobsOnPaper(listed);
  const parked = parkedOnPaper(listed);
  const order = [p('order'), p('field-lotNumber'), p('field-quantity')];
  return html`<div class="lists">
    ${head}
    <h2>${w('byLine')}</h2>
    ${
      lines.length === 0
        ? html`<p>${w('byLineNone')}</p>`
        : table(
            [p('line'), ...order, w('starts'), w('ends'), p('field-due'), w('remarks')],
            lines.map(({ line, jobs }) => jobs.map((cells) => [line, ...cells])),
          )
    }
    <h2>${boardText('parking')} · ${parked.length}</h2>
    ${
      parked.length === 0
        ? html`<p>${listed.found ? boardText('parkingNotFound') : w('parkingNone')}</p>`
        : table([...order, planCardText('takes'), p('field-due'), boardText('lines'), w('remarks')], [parked])
    }
  </div>`;
}

/** A body for each group; a row per list of cells. */
function table(titles: readonly string[], bodies: readonly (readonly (readonly string[])[])[]): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        ${titles.map((title) => html`<th scope="col">${title}</th>`)}
      </tr>
    </thead>
    ${bodies.map(
      (rows) =>
        html`<tbody>
          ${rows.map(
            (cells) =>
              html`<tr>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>`,
    )}
  </table>`;
}
