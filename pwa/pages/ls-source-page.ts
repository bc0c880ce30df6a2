import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MappingQuestion, RejectedSourceRow, RowPlace, SourceDetail } from '../../shared/sync/sources.ts';
import type { BytesShown, LsSourceBytes } from '../components/ls-source-bytes.ts';
import '../components/ls-source-bytes.ts';
import '../components/ls-source-history.ts';
import '../components/ls-source-mapping.ts';
import type { MappingShown } from '../components/ls-source-mapping.ts';
import '../components/ls-source-rejected.ts';
import '../components/ls-source-rows.ts';
import '../components/ls-source-state.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import { number } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { LiveValue } from './live-value.ts';
import './ls-source-import-view.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { sourceFigures } from './source-figures.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';
import { sourcePageStyles } from './source-page-styles.ts';
import { Polled } from './source-poll.ts';
import { addressOf, viewsOf, type SourceView } from './source-view.ts';

const ASK_EACH_MS = 1_000;
const ASK_REJECTED_EACH_MS = 5_000;
const VIEW_WORDS = {
  rows: 'viewRows',
  rejected: 'viewRejected',
  mapping: 'viewMapping',
  import: 'viewImport',
  history: 'viewHistory',
} as const satisfies Record<SourceView, string>;

const NO_BYTES: BytesShown = { kind: 'loading' };

type Row = RowPlace & { file: string };

/** One source: what comes in and how it is read, what could not be read, how a mapping would read, old files. */
@customElement('ls-source-page')
export class LsSourcePage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** `line8/vision` */
  @property() sourceId = '';
  @property() view: SourceView = 'rows';

  @state() private bytes: { row: Row; shown: BytesShown } | null = null;
  @state() private tried: MappingShown = { kind: 'none' };
  @state() private asking = false;
  @query('ls-source-bytes') private readonly dialog!: LsSourceBytes;
  @query('.views [aria-current=page]') private readonly here!: HTMLElement | null;

  readonly #connection = new LiveValue<Connection>(this);
  readonly #line = new LiveValue<LineData | null>(this);
  readonly #now = (): number => this.data.now();
  readonly #detail = new Polled<SourceDetail>(this, ASK_EACH_MS, this.#now);
  readonly #rejected = new Polled<RejectedSourceRow[]>(this, ASK_REJECTED_EACH_MS, this.#now);
  #questions = 0;

  static override styles = [tokens, controls, pageMessageStyles, sourceHeaderStyles, sourcePageStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { data, sourceId, view } = this;
    if (changed.has('sourceId')) this.tried = { kind: 'none' };
    const [line = ''] = sourceId.split('/');
    this.#connection.follow([data], () => data.connection);
    this.#line.follow([data, line], () => data.line(line));
    this.#detail.follow(sourceId, () => data.sources.detail(sourceId));
    this.#rejected.follow(sourceId, view === 'rejected' ? () => data.sources.rejected(sourceId) : null);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // On a narrow screen the links scroll.
    if (changed.has('view')) this.here?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  protected override render() {
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const { value: source, failure } = this.#detail;
    const zone = this.#line.value?.plant.timezone ?? 'UTC';
    const reachable = failure === null;
    const [line = ''] = this.sourceId.split('/');
    const links = [
      { href: '/sources', text: sourceText('allSources') },
      { href: `/lines/${line}`, text: this.#line.value?.line.name ?? line },
    ];
    const state =
      source &&
      html`<ls-source-state
        .state=${source.state}
        .since=${source.since}
        .now=${this.#now}
        ?reachable=${reachable}
      ></ls-source-state>`;
    const title = source ? `${source.lineName} · ${source.id.split('/')[1]}` : this.sourceId;
    return html`${sourceHeader({ data: this.data, connection, zone, title, links, ...(state && { state }) })}
    ${source ? this.#page(source, zone, reachable) : pageMessage(...this.#instead())}`;
  }

  #instead(): [what: string, todo?: string] {
    switch (this.#detail.failure) {
      case null:
        return [sourceText('loading')];
      case 'unknown':
        return [sourceText('noSuchSource', this.sourceId)];
      case 'unreachable':
        return [sourceText('unreachable'), sourceText('unreachableDo')];
      case 'failed':
        return [sourceText('failed')];
    }
  }

  #page(source: SourceDetail, zone: string, reachable: boolean) {
    const { path, kind, meaning, state, detail, problems } = source;
    const wrong = [...(state === 'live' ? [] : [detail]), ...problems];
    return html`<main>
        <p class="where second">
          ${sourceText('kindAndMeaning', sourceText(kind), sourceText(meaning))} · ${path}
          ${wrong.length === 0 ? nothing : html`<strong lang="en">${wrong.join(' · ')}</strong>`}
        </p>
        <nav class="views" aria-label=${sourceText('views')}>
          ${viewsOf(source).map(
            (view) =>
              html`<a href=${addressOf(source.id, view)} aria-current=${view === this.view ? 'page' : 'false'}
                >${this.#nameOf(view, source)}</a
              >`,
          )}
        </nav>
        ${this.#shown(source, zone, reachable)} ${this.#mapping(source, zone)}
      </main>
      <ls-source-bytes
        .shown=${this.bytes?.shown ?? NO_BYTES}
        .place=${this.bytes ? sourceText('placeOf', this.bytes.row.file, String(this.bytes.row.offset)) : ''}
        .offset=${this.bytes?.row.offset ?? 0}
        @try-again=${() => this.bytes && void this.#loadBytes(this.bytes.row)}
      ></ls-source-bytes>`;
  }

  #nameOf(view: SourceView, { kind, rejectedRows }: SourceDetail): string {
    if (view === 'history' && kind !== 'csv') return sourceText('viewOutages');
    const name = sourceText(VIEW_WORDS[view]);
    return view === 'rejected' && rejectedRows > 0 ? `${name} · ${number(rejectedRows)}` : name;
  }

  #shown(source: SourceDetail, zone: string, reachable: boolean) {
    const now = this.#now;
    const rawWanted = (event: CustomEvent<Row>) => this.#showBytes(event.detail);
    switch (this.view) {
      case 'rows':
        return html`${sourceFigures(source, { at: this.#detail.answeredAt, zone, now, reachable })}
          <ls-source-rows .rows=${source.lastRows} .zone=${zone} @raw-wanted=${rawWanted}></ls-source-rows>`;
      case 'rejected':
        return html`<ls-source-rejected
          .rows=${this.#rejected.value ?? null}
          .count=${source.rejectedRows}
          .now=${now}
          .zone=${zone}
          @raw-wanted=${rawWanted}
        ></ls-source-rejected>`;
      case 'import':
        return html`<ls-source-import-view
          .data=${this.data}
          .sourceId=${source.id}
          .zone=${zone}
          ?reachable=${reachable}
        ></ls-source-import-view>`;
      case 'history':
        return html`<ls-source-history
          .files=${source.files}
          .outages=${source.outages}
          ?ofFiles=${source.kind === 'csv'}
          .now=${now}
          .zone=${zone}
        ></ls-source-history>`;
      case 'mapping':
        return nothing;
    }
  }

  /** Always there, so that what is being written outlives a look at another part of the page. */
  #mapping(source: SourceDetail, zone: string) {
    return html`<ls-source-mapping
      ?hidden=${this.view !== 'mapping'}
      .declared=${source.definition}
      .lastRows=${pastedRows(source)}
      .shown=${this.tried}
      ?asking=${this.asking}
      .zone=${zone}
      @try-wanted=${(event: CustomEvent<MappingQuestion>) => void this.#try(event.detail)}
    ></ls-source-mapping>`;
  }

  #showBytes(row: Row): void {
    void this.#loadBytes(row);
    this.dialog.open();
  }

  async #loadBytes(row: Row): Promise<void> {
    const show = (shown: BytesShown) => (this.bytes = { row, shown });
    show({ kind: 'loading' });
    const answer = await this.data.sources.raw(this.sourceId, row);
    if (this.bytes?.row !== row) return;
    if (answer.ok) show({ kind: 'bytes', ...answer.value });
    else show({ kind: answer.why === 'unknown' ? 'gone' : answer.why });
  }

  async #try(question: MappingQuestion): Promise<void> {
    const asked = ++this.#questions;
    this.asking = true;
    const answer = await this.data.sources.tryMapping(this.sourceId, question);
    // What was asked after it is answered after it.
    if (asked !== this.#questions) return;
    this.asking = false;
    if (answer.ok) this.tried = answer.value;
    else
      this.tried = answer.why === 'unreachable' ? { kind: 'unreachable' } : { kind: 'failed', detail: answer.detail };
  }
}

/** As they stood in the file, oldest first. */
function pastedRows({ lastRows }: SourceDetail): string {
  return lastRows
    .map(({ raw }) => raw)
    .toReversed()
    .join('\n');
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-page': LsSourcePage;
  }
}
