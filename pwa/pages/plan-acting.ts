/**
 * Does what verbs say: enters it, asks for a reason where one is needed, tells what was done with a way back, or why it cannot be.
 */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import '../components/ls-dialog.ts';
import '../components/plan/ls-plan-why.ts';
import type { Saying } from '../../shared/orders/said.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { NotSignedOn } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle, titleOf } from './board-order.ts';
import { refusalText } from './plan-refusal.ts';
import { SaidNote } from './said-note.ts';

/** `why` = the reason that somebody gave; absent = nobody was asked. */
export type Attempt = (world: VerbWorld, why?: string) => Saying;

interface Asking {
  attempt: Attempt;
  done: string;
  /** Resolves whoever waits for the attempt. */
  answer: (entered: boolean) => void;
}

export class PlanActing {
  readonly #host: ReactiveControllerHost;
  readonly #data: () => AppData;
  readonly #view: () => PlanView | null | undefined;
  readonly #note: SaidNote;
  #asking: Asking | null = null;
  #refused: string | null = null;

  constructor(host: ReactiveControllerHost, data: () => AppData, view: () => PlanView | null | undefined) {
    this.#host = host;
    this.#data = data;
    this.#view = view;
    this.#note = new SaidNote(host);
  }

  /** What verbs need to know; null while there is no plan. */
  world(): VerbWorld | null {
    const view = this.#view();
    if (!view) return null;
    const { planning } = this.#data();
    const { situation, schedule } = view;
    return { situation, schedule, newId: () => planning.newId(), suffix: planning.keySuffix() };
  }

  /** Whether it was entered. `done` is what people are told then. */
  async attempt(attempt: Attempt, done: string, why?: string): Promise<boolean> {
    const world = this.world();
    if (!world) return false;
    const saying = attempt(world, why);
    if (!saying.ok) {
      if (saying.why === 'frozen' && why === undefined) return this.#ask(attempt, done);
      this.refuse(refusalText(saying));
      return false;
    }
    if (saying.said.length === 0) return true;
    try {
      const undoable = saying.said.every(({ type }) => type === 'change');
      await this.#data().planning.enter(saying.said, { undoable });
      this.#refused = null;
      this.#note.say(done, undoable ? () => void this.undo() : null);
      return true;
    } catch (error) {
      if (!(error instanceof NotSignedOn)) this.refuse(p('notKept'));
      return false;
    }
  }

  async undo(anyway = false): Promise<void> {
    await this.#take('undo', anyway);
  }

  async redo(anyway = false): Promise<void> {
    await this.#take('redo', anyway);
  }

  async #take(which: 'undo' | 'redo', anyway: boolean): Promise<void> {
    const outcome = await this.#data()
      .planning[which]({ anyway })
      .catch(() => null);
    if (outcome === null) this.refuse(p('notKept'));
    else if (outcome.ok) this.#note.say(p(which === 'undo' ? 'undone' : 'redone'));
    else if (outcome.why === 'changed')
      this.#note.say(p('changedSince', this.#names(outcome.entities)), () => void this.#take(which, true));
  }

  #names(entities: readonly string[]): string {
    const plan = this.#view()?.plan;
    if (!plan) return '';
    const name = (entity: string) => {
      const [kind, id = ''] = entity.split(/:(.*)/s);
      return kind === 'job' ? jobTitle(plan, id) : titleOf(plan, plan.orders.get(id));
    };
    return [...new Set(entities.map(name))].slice(0, 3).join(', ');
  }

  refuse(text: string): void {
    this.#refused = text;
    this.#host.requestUpdate();
  }

  #dismiss(): void {
    this.#refused = null;
    this.#host.requestUpdate();
  }

  #ask(attempt: Attempt, done: string): Promise<boolean> {
    this.#asking?.answer(false);
    return new Promise((answer) => {
      this.#asking = { attempt, done, answer };
      this.#host.requestUpdate();
    });
  }

  #answered(why: string | null): void {
    const asking = this.#asking;
    this.#asking = null;
    this.#host.requestUpdate();
    if (!asking) return;
    if (why === null) asking.answer(false);
    else void this.attempt(asking.attempt, asking.done, why).then(asking.answer);
  }

  /** What a page shows of it, wherever: dialogs and notes lie above. */
  render(): TemplateResult {
    return html`${
        this.#refused === null
          ? nothing
          : html`<ls-dialog heading=${p('cannot')} open @closed=${() => this.#dismiss()}>
              <p role="alert">${this.#refused}</p>
            </ls-dialog>`
      }
      <ls-dialog heading=${p('whyHeading')} ?open=${this.#asking !== null} @closed=${() => this.#answered(null)}>
        ${
          this.#asking
            ? html`<ls-plan-why
                @why-given=${({ detail }: CustomEvent<string>) => this.#answered(detail)}
              ></ls-plan-why>`
            : nothing
        }
      </ls-dialog>
      ${this.#note.note()}`;
  }
}
