import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Window } from '../../shared/calendar/windows.ts';
import type { Stop } from '../../shared/production/stops.ts';
import { paletteOf } from './plot/palette.ts';
import { paintStrip, stripBars } from './timeline/strip.ts';

/** The stop strip alone, small, without axis: how the last hours went. */
@customElement('ls-strip')
export class LsStrip extends LitElement {
  @property({ attribute: false }) stops: readonly Stop[] = [];
  @property({ attribute: false }) bins: readonly number[] = [];
  @property({ attribute: false }) known: readonly Window[] = [];
  @property({ attribute: false }) rest: readonly Window[] = [];
  @property({ attribute: false }) view: Window = { from: 0, to: 1 };
  @property({ attribute: false }) until = 0;
  @property() label = '';

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  readonly #resized = new ResizeObserver(() => this.#paint());
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');

  static override styles = css`
    :host {
      display: block;
      height: 20px;
      background: var(--ls-ground);
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    this.#scheme.addEventListener('change', this.#paint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#scheme.removeEventListener('change', this.#paint);
  }

  protected override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.#paint();
  }

  readonly #paint = (): void => {
    const context = this.hasUpdated ? this.canvas.getContext('2d') : null;
    if (!context || this.clientWidth === 0) return;
    const { from, to } = this.view;
    const width = (this.canvas.width = Math.round(this.clientWidth * devicePixelRatio));
    const height = (this.canvas.height = Math.round(this.clientHeight * devicePixelRatio));
    const pixelMs = (to - from) / width;
    const bars = stripBars(this.stops, this.bins, this.known, this.rest, this.view, this.until, pixelMs);
    paintStrip(context, bars, { left: 0, top: 0, width, height }, paletteOf(this), (at) => (at - from) / pixelMs);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-strip': LsStrip;
  }
}
