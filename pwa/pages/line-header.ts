/** The head of a line's page: which line, what it does, where else to go, how far what is shown can be trusted. */
import { html, nothing } from 'lit';
import '../components/ls-clock.ts';
import '../components/ls-menu.ts';
import '../components/ls-now-state.ts';
import type { AccessData } from '../data/access.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import { clock } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { connectionBar } from './connection-bar.ts';
import type { LineFigures } from './line-figures.ts';
import { isAtHome, isSpokenFor } from './reach.ts';
import './ls-line-orders.ts';
import './ls-rejected-note.ts';
import './ls-who.ts';
import { pageTitle } from './page-title.ts';

/** Lines that are one tap away; more of them have no room in the head of a tablet. */
const MOST_BESIDE = 3;

export interface LineHeaderOptions {
  data: AppData;
  /** A recorded day is played: nothing here leads elsewhere. */
  practice: boolean;
  byHandWanted: () => void;
}

export function lineHeader(
  line: LineData,
  figures: LineFigures,
  connection: Connection,
  { data, practice, byHandWanted }: LineHeaderOptions,
) {
  const { plant, now: row } = line;
  const now = () => data.now();
  const isHeard = isSpokenFor(connection, line);
  const group = plant.processGroups.find(({ id }) => id === line.line.processGroup)?.name;
  return html`<div class="top" role="banner">
      ${pageTitle(line.line.name)} ${group === undefined ? nothing : html`<span class="group">${group}</span>`}
      <ls-now-state
        .state=${figures.state}
        .since=${figures.stateSince}
        .asOf=${row?.at ?? null}
        .now=${now}
        .zone=${plant.timezone}
        ?reachable=${isHeard}
        ?byHand=${figures.stateByHand}
      ></ls-now-state>
      <div class="ways">
        ${practice ? nothing : ways(line, figures, { access: data.access, reachable: isAtHome(connection), byHandWanted })}
      </div>
      ${
        row && row.rejectedRows > 0
          ? html`<ls-rejected-note
              .data=${data}
              .lineId=${line.line.id}
              .count=${row.rejectedRows}
              .readable=${figures.report?.cycles ?? 0}
              .zone=${plant.timezone}
            ></ls-rejected-note>`
          : nothing
      }
      ${
        practice
          ? nothing
          : connectionBar({ data, connection, zone: plant.timezone, behindBytes: row?.behindBytes ?? 0, line })
      }
      <ls-clock .now=${now} .zone=${plant.timezone}></ls-clock>
      ${practice ? nothing : html`<ls-who .data=${data}></ls-who>`}
    </div>
    ${practice ? nothing : html`<ls-line-orders .data=${data} .lineId=${line.line.id}></ls-line-orders>`}`;
}

interface WaysOptions {
  access: AccessData;
  reachable: boolean;
  byHandWanted: () => void;
}

/** Only where somebody who is on, or can come and sign on, may go. */
function ways(line: LineData, figures: LineFigures, { access, reachable, byHandWanted }: WaysOptions) {
  const { id } = line.line;
  const analyses = access.offers('analyse', id);
  const keeps = access.offers('keep-by-hand', id);
  const others = line.lines
    .filter((other) => other.id !== id)
    .map((other) => html`<a href=${`/lines/${other.id}`}>${other.name}</a>`);
  return html`<nav aria-label=${t('linesNav')}>
      <a href="/">${t('allLines')}</a>
      <a href=${`/board?group=${line.line.processGroup ?? ''}`}>${t('planLink')}</a>
      ${analyses ? html`<a href=${explorerOf(line)}>${t('explorerLink')}</a>` : nothing}
      ${others.length > MOST_BESIDE ? html`<ls-menu label=${t('otherLines')}>${others}</ls-menu>` : others}
    </nav>
    ${
      analyses || keeps
        ? html`<ls-menu label=${t('replayMenu')}>
            ${keeps ? html`<button @click=${byHandWanted}>${t('byHandOpen')}</button>` : nothing}
            ${analyses ? html`<a href=${`/lines/${id}/replay`}>${t('replay')}</a>` : nothing}
            ${access.may('analyse', id) ? saveLink(line, figures, reachable) : nothing}
          </ls-menu>`
        : nothing
    }`;
}

/** Begins with what the line's sensors say. */
function explorerOf({ line, now: row }: LineData): string {
  const query = (row?.metrics ?? []).slice(0, 4).map(({ id }) => `m=${line.id}/${encodeURIComponent(id)}`);
  return query.length === 0 ? '/explorer' : `/explorer?${query.join('&')}`;
}

/** The gateway makes the file, so out of reach there is none. */
function saveLink({ line, plant }: LineData, { day }: LineFigures, reachable: boolean) {
  if (!reachable) return html`<button disabled>${t('saveReport')} · ${t('saveOutOfReach')}</button>`;
  const query = new URLSearchParams({ from: new Date(day.from).toISOString(), to: new Date(day.to).toISOString() });
  return html`<a
    download
    href=${`/api/lines/${line.id}/report.xlsx?${query.toString()}`}
    aria-label=${t('saveReportFor', clock(day.from, plant.timezone))}
    >${t('saveReport')}</a
  >`;
}
