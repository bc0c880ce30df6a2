import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Window as TimeWindow } from '../../shared/calendar/windows.ts';
import '../components/ls-metric-chooser.ts';
import type { LsSeriesChart } from '../components/ls-series-chart.ts';
import type { FileWanted } from '../components/ls-series-save.ts';
import { pictureOf } from '../components/series/picture.ts';
import { PRESET_MS } from '../components/series/ranges.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import { exportSeries } from '../data/series-export.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { clockOfDay, span } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { PageAddress } from './page-address.ts';
import { explorerBar } from './explorer-bars.ts';
import { choiceIn, followsNow, searchOf, viewMoved, type ExplorerChoice } from './explorer-choice.ts';
import { explorerContent } from './explorer-content.ts';
import { lookAt, nothingToSee, type ExplorerLook } from './explorer-look.ts';
import { emptyPage, resolutionText } from './explorer-parts.ts';
import { destinationFor, inMemory } from './explorer-files.ts';
import { FileSaving } from './file-saving.ts';
import { ExplorerSeries } from './explorer-series.ts';
import { asOfAll, shownTiers } from './explorer-shown.ts';
import { explorerStyles } from './explorer-styles.ts';
import { explorerContentStyles } from './explorer-content-styles.ts';
import { LiveValue } from './live-value.ts';
import { isAtHome } from './reach.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';

/** Any metrics of any lines over any time, from an hour to a year. */
@customElement('ls-explorer-page')
export class LsExplorerPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private table = false;
  /** Metrics are being added. */
  @state() private choosing = false;
  @state() private moment: number | null = null;
  @state() private looked: string | null = null;
  /** Of the plotting area, CSS px; decides the resolution. */
  @state() private plotWidth = Math.max(280, Math.min(1920, window.innerWidth) - 120);
  @query('ls-series-chart') private readonly chart!: LsSeriesChart | null;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('.chart') private readonly panel!: HTMLElement | null;

  readonly #connection = new LiveValue<Connection>(this);
  readonly #lines = new LiveValue<{ id: string }[]>(this);
  /** For the plant's name and zone, which come with any line. */
  readonly #first = new LiveValue<LineData | null>(this);
  readonly #address = new PageAddress<ExplorerChoice>(this, window, { read: choiceIn, write: searchOf });
  readonly #saving = new FileSaving(this);
  readonly #now = (): number => this.data.now();
  readonly #series = new ExplorerSeries(this, {
    fetch: (url, init) => fetch(url, init),
    openCache: () => caches.open('series'),
    now: this.#now,
  });

  #look: ExplorerLook = nothingToSee;

  static override styles = [tokens, controls, sourceHeaderStyles, explorerStyles, explorerContentStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#key);
  }

  protected override willUpdate(): void {
    const { data } = this;
    this.#connection.follow([data], () => data.connection);
    this.#lines.follow([data], () => data.lines);
    const first = this.#lines.value?.[0]?.id;
    if (first !== undefined) this.#first.follow([data, first], () => data.line(first));
    this.#series.reachable(isAtHome(this.#connection.value));
    this.#look = lookAt(this.#address.choice, this.#series, this.plotWidth, this.#now());
    this.#series.want(this.#look.demands);
  }

  protected override updated(): void {
    if (this.choosing && this.dialog && !this.dialog.open) this.dialog.showModal();
  }

  protected override render() {
    const connection = this.#connection.value;
    const plant = this.#first.value?.plant;
    if (!connection) return nothing;
    const zone = plant?.timezone ?? 'UTC';
    const { choice } = this.#address;
    const isEmpty = !this.#series.metrics?.length || !plant;
    return html`${sourceHeader({ ...{ data: this.data, connection, zone }, title: x('title'), links: [{ href: '/', text: t('allLines') }] })}
      ${
        isEmpty || choice.metrics.length === 0
          ? nothing
          : explorerBar({
              choice,
              range: this.#look.range,
              zone,
              table: this.table,
              tier: shownTiers(this.#look.shown)[0] ?? this.#look.tier,
              shown: span(this.#look.view.from, this.#look.view.to, zone),
              whole: span(this.#look.range.from, this.#look.range.to, zone),
              reachable: isAtHome(connection),
              preset: (preset) => this.#go({ range: { last: PRESET_MS[preset] }, view: null }),
              window: (range) => this.#go({ range, view: null }),
              arrange: (arrangement) => this.#go({ arrangement }),
              toggle: this.#toggleTable,
              file: (wanted) => this.#file(wanted, plant?.id ?? 'plant'),
              picture: (copied) => this.#picture(copied, plant?.name ?? '', zone),
            })
      }
      <main>
        ${this.#saving.render()}
        ${isEmpty ? emptyPage(this.#series, connection.state) : choice.metrics.length === 0 ? this.#firstChoice() : this.#content(zone)}
      </main>
      ${this.#dialog()}`;
  }

  #firstChoice() {
    return html`<section class="panel choose">
      <header>
        <h2>${x('firstChoice')}</h2>
        <p class="second">${x('firstChoiceDo')}</p>
      </header>
      ${this.#chooser()}
    </section>`;
  }

  #content(zone: string) {
    return explorerContent({
      look: this.#look,
      arrangement: this.#address.choice.arrangement,
      away: !followsNow(this.#address.choice) && this.#address.choice.view !== null,
      table: this.table,
      moment: this.moment,
      looked: this.looked,
      zone,
      now: this.#now,
      reachable: isAtHome(this.#connection.value),
      moved: this.#moved,
      reset: () => this.#go({ view: null }),
      toNow: this.#toNow,
      read: (moment) => (this.moment = moment),
      pointed: (id) => (this.looked = id),
      sized: (width) => (this.plotWidth = Math.max(1, width)),
      removed: (id) => this.#remove(id),
      add: () => (this.choosing = true),
    });
  }

  #chooser() {
    return html`<ls-metric-chooser
      .metrics=${this.#series.metrics ?? []}
      .chosen=${this.#address.choice.metrics}
      @metrics-chosen=${(event: CustomEvent<string[]>) => this.#go({ metrics: event.detail })}
    ></ls-metric-chooser>`;
  }

  #dialog() {
    return html`<dialog aria-labelledby="choosing" @close=${() => (this.choosing = false)}>
      <div class="head">
        <h2 id="choosing">${x('chooseMetrics')}</h2>
        <button class="main" @click=${() => this.dialog?.close()}>${x('done')}</button>
      </div>
      ${this.choosing ? this.#chooser() : nothing}
    </dialog>`;
  }

  #go(change: Partial<ExplorerChoice>): void {
    this.#address.step({ ...this.#address.choice, ...change });
  }

  #remove(id: string): void {
    this.looked = null;
    this.#go({ metrics: this.#address.choice.metrics.filter((other) => other !== id) });
  }

  readonly #moved = (view: TimeWindow): void => {
    const { choice } = this.#address;
    const next = viewMoved(choice, view, this.#now());
    // The first move away from the whole range can be gone back from; those that follow belong to it.
    if (choice.view === null && next.view !== null) this.#address.step(next);
    else this.#address.move(next);
  };

  readonly #toNow = (): void => {
    const { from, to } = this.#look.view;
    this.#go(viewMoved(this.#address.choice, { from: this.#now() - (to - from), to: this.#now() }, this.#now()));
  };

  readonly #toggleTable = (): void => {
    this.table = !this.table;
    this.moment = null;
  };

  /** One key away; what takes the place of what had the focus gets it. */
  readonly #key = (event: KeyboardEvent): void => {
    const typing = event
      .composedPath()
      .some((part) => part instanceof HTMLElement && part.matches('input, select, dialog'));
    if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (this.#address.choice.metrics.length === 0) return;
    event.preventDefault();
    const wasInside = this.shadowRoot?.activeElement?.matches('ls-series-chart, ls-series-table') ?? false;
    this.#toggleTable();
    if (!wasInside) return;
    void this.updateComplete.then(() =>
      this.panel?.querySelector<HTMLElement>('ls-series-chart, ls-series-table')?.focus(),
    );
  };

  #file({ whole, tier, format }: FileWanted, plant: string): void {
    const { from, to } = whole ? this.#look.range : this.#look.view;
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    const name = `${plant}-${day(from)}-${day(to)}.${format}`;
    const wanted = { metrics: this.#address.choice.metrics, window: { from, to }, tier, format };
    // For what may be long the person says where it goes, and it is written as it arrives.
    const chosen = whole ? destinationFor(name, window) : Promise.resolve(inMemory(name, window));
    void this.#saving.save(name, chosen, (file, watch) =>
      exportSeries((url, init) => fetch(url, init), wanted, file, watch),
    );
  }

  #picture(copied: boolean, plant: string, zone: string): void {
    const drawn = this.chart?.picture();
    if (!drawn) return;
    const now = this.#now();
    const asOf = asOfAll(this.#look.pieces, this.#look.view) ?? now;
    const age = x(isAtHome(this.#connection.value) ? 'pictureAsOf' : 'pictureOffline', clockOfDay(asOf, zone, now));
    const notes = [plant, resolutionText(this.#look.shown), age].filter(Boolean).join(' · ');
    const name = `${plant || 'lineside'}-${new Date(this.#look.view.from).toISOString().slice(0, 10)}.png`;
    void this.#saving.picture(
      name,
      pictureOf({ ...drawn, title: span(this.#look.view.from, this.#look.view.to, zone), notes }),
      copied,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-explorer-page': LsExplorerPage;
  }
}
