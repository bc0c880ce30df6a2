import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LineReference } from '../../shared/sync/rows.ts';
import type { SourceSummary } from '../../shared/sync/sources.ts';
import '../components/ls-source-card.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import type { AccessState } from '../data/access.ts';
import { t } from '../locales/locale.ts';
import { changeText } from '../locales/sources-change.ts';
import { sourceText } from '../locales/sources.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { LiveValue } from './live-value.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 2_000;

/** Every source of every line: which of them need a look. */
@customElement('ls-sources-page')
export class LsSourcesPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private adding = false;

  readonly #connection = new LiveValue<Connection>(this);
  /** Who is here decides what may be changed. */
  readonly #access = new LiveValue<AccessState>(this);
  readonly #lines = new LiveValue<LineReference[]>(this);
  /** For the plant's zone, which comes with any line. */
  readonly #first = new LiveValue<LineData | null>(this);
  readonly #now = (): number => this.data.now();
  readonly #sources = new Polled<SourceSummary[]>(this, ASK_EACH_MS, this.#now);

  static override styles = [
    tokens,
    controls,
    pageMessageStyles,
    sourceHeaderStyles,
    css`
      main {
        display: grid;
        gap: 12px;
        max-width: 100rem;
        margin: 0 auto;
        padding: 12px;
      }
      .add {
        max-width: 100rem;
        margin: 0 auto;
        padding: 12px 12px 0;
      }
      .add .text-button {
        color: var(--ls-touch);
        font-weight: 600;
      }
      .sum {
        padding: 4px;
        color: var(--ls-second);
      }
      .look {
        color: var(--ls-amber);
        font-weight: 600;
      }
      section {
        min-width: 0;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      h2 {
        padding: 12px 16px 4px;
        font-size: var(--ls-15);
      }
      li {
        border-top: 1px solid var(--ls-line);
      }
      li:first-child {
        border-top: 0;
      }
    `,
  ];

  protected override willUpdate(): void {
    const { data } = this;
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
    this.#lines.follow([data], () => data.lines);
    const first = this.#lines.value?.[0]?.id;
    if (first !== undefined) this.#first.follow([data, first], () => data.line(first));
    this.#sources.follow('', () => data.sources.list());
  }

  protected override render() {
    const connection = this.#connection.value;
    if (!connection) return html``;
    const { value: sources, failure } = this.#sources;
    const zone = this.#first.value?.plant.timezone ?? 'UTC';
    const links = [{ href: '/', text: t('allLines') }];
    return html`${sourceHeader({ data: this.data, connection, zone, title: sourceText('title'), links })}
    ${this.#adding(zone, failure === null)}
    ${sources && sources.length > 0 ? this.#list(sources, failure === null) : pageMessage(...this.#instead(sources))}`;
  }

  #adding(zone: string, reachable: boolean) {
    const lines = (this.#lines.value ?? []).filter(({ id }) => this.data.access.may('change-sources', id));
    if (lines.length === 0) return nothing;
    return html`<div class="add">
      ${
        this.adding
          ? html`<ls-source-adding
              .data=${this.data}
              .lines=${lines}
              .zone=${zone}
              ?reachable=${reachable}
              @given-up=${() => (this.adding = false)}
            ></ls-source-adding>`
          : html`<button class="text-button" @click=${this.#add}>${changeText('addSource')}</button>`
      }
    </div>`;
  }

  /** Loaded for those who want it. */
  readonly #add = async (): Promise<void> => {
    await import('./ls-source-adding.ts');
    this.adding = true;
  };

  #instead(sources: SourceSummary[] | undefined): [what: string, todo?: string] {
    if (sources) return [sourceText('none'), sourceText('noneDo')];
    const { failure } = this.#sources;
    if (failure === null) return [sourceText('loading')];
    return failure === 'unreachable'
      ? [sourceText('unreachable'), sourceText('unreachableDo')]
      : [sourceText('failed')];
  }

  #list(sources: readonly SourceSummary[], reachable: boolean) {
    const look = sources.filter(needsLook).length;
    const lines = [...new Map(sources.map(({ line, lineName }) => [line, lineName]))];
    return html`<main>
      <p class="sum ${look > 0 ? 'look' : ''}" role="status">
        ${look > 0 ? `▲ ${sourceText('needLook', look, sources.length)}` : sourceText('allFine', sources.length)}
      </p>
      ${repeat(
        lines,
        ([line]) => line,
        ([line, name]) =>
          html`<section aria-labelledby=${`line-${line}`}>
            <h2 id=${`line-${line}`}>${name}</h2>
            <ul>
              ${sources
                .filter((source) => source.line === line)
                .map(
                  (source) =>
                    html`<li>
                      <ls-source-card .source=${source} .now=${this.#now} ?reachable=${reachable}></ls-source-card>
                    </li>`,
                )}
            </ul>
          </section>`,
      )}
    </main>`;
  }
}

function needsLook({ state, problems }: SourceSummary): boolean {
  return (state !== 'live' && state !== 'starting') || problems.length > 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sources-page': LsSourcesPage;
  }
}
