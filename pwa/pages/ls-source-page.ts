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
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import { changeText } from '../locales/sources-change.ts';
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
import { viewsOf, type SourceView } from './source-view.ts';
import { sourceViews } from './source-views.ts';

const ASK_EACH_MS = 1_000;
const ASK_REJECTED_EACH_MS = 5_000;
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
  @state() private removed = false;
  @query('ls-source-bytes') private readonly dialog!: LsSourceBytes;
  @query('.views [aria-current=page]') private readonly here!: HTMLElement | null;

  readonly #connection = new LiveValue<Connection>(this);
  /** Who is here decides what may be changed. */
  readonly #access = new LiveValue<AccessState>(this);
  readonly #line = new LiveValue<LineData | null>(this);
  readonly #now = (): number => this.data.now();
  readonly #detail = new Polled<SourceDetail>(this, ASK_EACH_MS, this.#now);
  readonly #rejected = new Polled<RejectedSourceRow[]>(this, ASK_REJECTED_EACH_MS, this.#now);
  #questions = 0;

  static override styles = [tokens, controls, pageMessageStyles, sourceHeaderStyles, sourcePageStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { data, sourceId, view } = this;
    if (changed.has('sourceId')) Object.assign(this, { tried: { kind: 'none' }, removed: false });
    const [line = ''] = sourceId.split('/');
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
    this.#line.follow([data, line], () => data.line(line));
    // Loaded for those who may: most who look at a source never change one.
    if (this.#mayChange) void import('./ls-source-changing.ts');
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
    ${source && !this.removed ? this.#page(source, zone, reachable) : pageMessage(...this.#instead())}`;
  }

  get #mayChange(): boolean {
    return this.data.access.may('change-sources', this.sourceId.split('/')[0]);
  }

  #instead(): [what: string, todo?: string] {
    if (this.removed) return [changeText('removed')];
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
        ${sourceViews(source, { views: this.#views(source), here: this.view, mayChange: this.#mayChange })}
        ${this.#shown(source, zone, reachable)} ${this.#mapping(source, zone, reachable)}
      </main>
      <ls-source-bytes
        .shown=${this.bytes?.shown ?? NO_BYTES}
        .place=${this.bytes ? sourceText('placeOf', this.bytes.row.file, String(this.bytes.row.offset)) : ''}
        .offset=${this.bytes?.row.offset ?? 0}
        @try-again=${() => this.bytes && void this.#loadBytes(this.bytes.row)}
      ></ls-source-bytes>`;
  }

  /** Reading old files in takes a right of its own. */
  #views(source: SourceDetail): SourceView[] {
    return viewsOf(source).filter((view) => view !== 'import' || this.data.access.may('import', source.line));
  }

  #shown(source: SourceDetail, zone: string, reachable: boolean) {
    const now = this.#now;
    const rawWanted = (event: CustomEvent<Row>) => this.#showBytes(event.detail);
    const view = this.#views(source).includes(this.view) ? this.view : 'rows';
    switch (view) {
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
  #mapping(source: SourceDetail, zone: string, reachable: boolean) {
    if (this.#mayChange)
      return html`<ls-source-changing
        ?hidden=${this.view !== 'mapping'}
        .data=${this.data}
        .source=${source}
        .lastRows=${pastedRows(source)}
        .zone=${zone}
        ?reachable=${reachable}
        @changed=${() => this.#detail.askNow()}
        @removed=${() => (this.removed = true)}
      ></ls-source-changing>`;
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
