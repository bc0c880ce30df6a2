/** What every page of the plan stands on: the plan as it is, the way to act on it, and the frame around what the page shows. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import '../components/plan/ls-plan-paper.ts';
import type { PaperFacts } from '../components/plan/ls-plan-paper.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { LiveValue } from './live-value.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { PlanActing } from './plan-acting.ts';
import { planFrameStyles, planHead, planMissing, type PlanPage } from './plan-frame.ts';
import { UndoKeys } from './undo-keys.ts';

export const deskStyles = [tokens, controls, pageMessageStyles, ...planFrameStyles];

interface Framed {
  /** Null = one that is below them (an order). */
  page: PlanPage | null;
  title?: string;
  state?: TemplateResult;
  content: (view: PlanView, connection: Connection) => unknown;
}

export class PlanDesk {
  readonly acting: PlanActing;
  readonly #host: ReactiveControllerHost & { data: AppData };
  readonly #view: LiveValue<PlanView | null>;
  readonly #connection: LiveValue<Connection>;
  /** Pages ask `data.access` what they may offer: they have to look again when somebody else signs on. */
  readonly #access: LiveValue<AccessState>;

  constructor(host: ReactiveControllerHost & { data: AppData }) {
    this.#host = host;
    this.#view = new LiveValue(host);
    this.#connection = new LiveValue(host);
    this.#access = new LiveValue(host);
    this.acting = new PlanActing(
      host,
      () => host.data,
      () => this.view,
    );
    host.addController(new UndoKeys(this.acting));
  }

  /** Null while there is no plan on this device. */
  get view(): PlanView | null {
    return this.#view.value ?? null;
  }

  /** Of who is signed on here; null = nobody. */
  get user(): string | null {
    return this.#access.value?.person?.user ?? null;
  }

  /** Call in `willUpdate`. */
  follow(): void {
    const { data } = this.#host;
    this.#view.follow([data], () => data.planning.plan);
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
  }

  /** Over what is printed of a page; `narrowed` = what is sought or filtered, '' = nothing. */
  paper(what: string, about: readonly string[], narrowed = ''): TemplateResult {
    return html`<ls-plan-paper
      .what=${what}
      .about=${about}
      .narrowed=${narrowed}
      .facts=${this.#facts()}
    ></ls-plan-paper>`;
  }

  #facts(): PaperFacts {
    const { data } = this.#host;
    const { state, asOf, notSent } = this.#connection.value!;
    const { plant, draft } = this.view!;
    return {
      ...{ plant: plant.name, zone: plant.timezone, now: () => data.now(), notSent },
      by: this.#access.value?.person?.name ?? '',
      draft: draft?.name ?? null,
      lost: state === 'unreachable' ? { since: asOf } : null,
    };
  }

  /** The whole page. */
  frame({ content, ...head }: Framed): TemplateResult | typeof nothing {
    const { view } = this;
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const zone = view?.plant.timezone ?? 'UTC';
    return html`${planHead({ ...head, data: this.#host.data, connection, zone })}
    ${view ? content(view, connection) : pageMessage(...planMissing(connection))} ${this.acting.render()}`;
  }
}
