/**
 * Does what people want of the plan: enters what verbs say, takes it back, does it again, publishes drafts. All of it goes one way:
 * it asks for a reason where one is needed, tells what was done with a way back, or why it cannot be.
 */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import '../components/ls-dialog.ts';
import '../components/plan/ls-plan-since.ts';
import type { ChangedThing } from '../components/plan/ls-plan-since.ts';
import '../components/plan/ls-plan-why.ts';
import { numbersIn } from '../../shared/orders/former-numbers.ts';
import type { NotSaid, Said, Saying } from '../../shared/orders/said.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { NotSignedOn } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import type { ChangedMeanwhile, PlanView } from '../data/planning.ts';
import { enteringText as e } from '../locales/plan-entering.ts';
import { planText as p } from '../locales/plan.ts';
import { changedSince } from './changed-since.ts';
import { refusalText } from './plan-refusal.ts';
import { SaidNote } from './said-note.ts';

/** `why` = the reason that somebody gave, which the world has, too; absent = nobody was asked. */
export type Attempt = (world: VerbWorld, why?: string) => Saying;

/** Tries something, with a reason if somebody gave one: whether it was done, or why the plan cannot take it. */
type Step = (why?: string) => Promise<boolean | NotSaid>;

export class PlanActing {
  readonly #host: ReactiveControllerHost;
  readonly #data: () => AppData;
  readonly #view: () => PlanView | null | undefined;
  readonly #note: SaidNote;
  /** Somebody is asked for a reason, and this waits for it; null = nobody is. */
  #asking: ((why: string | null) => void) | null = null;
  #refused: string | null = null;
  /** Others changed what was to be taken back or done again; null = nobody did. */
  #since: { way: 'undo' | 'redo'; things: readonly ChangedThing[] } | null = null;
  /** The gateway is asked about numbers that are to be entered. */
  #isAsked = false;

  constructor(host: ReactiveControllerHost, data: () => AppData, view: () => PlanView | null | undefined) {
    this.#host = host;
    this.#data = data;
    this.#view = view;
    this.#note = new SaidNote(host);
  }

  /** What verbs need to know; null while there is no plan. */
  world(why?: string): VerbWorld | null {
    const view = this.#view();
    if (!view) return null;
    const { planning } = this.#data();
    const { situation, schedule } = view;
    const because = why === undefined ? {} : { why };
    return { situation, schedule, newId: () => planning.newId(), suffix: planning.keySuffix(), ...because };
  }

  /** Whether it was entered. `done` is what people are told then; `back` = the way back where undo has none (what a line did). */
  attempt(attempt: Attempt, done: string, why?: string, back: (() => void) | null = null): Promise<boolean> {
    return this.#do(async (given) => {
      // A draft concerns nobody at a line: whoever publishes it is asked then.
      const because = given ?? this.#view()?.draft?.name;
      const world = this.world(because);
      if (!world) return false;
      const saying = attempt(world, because);
      if (!saying.ok) return saying;
      if (saying.said.length === 0) return true;
      const undoable = saying.said.every(({ type }) => type === 'change');
      if (!undoable && this.#view()?.draft) return this.refuse(e('notInDraft'));
      // Whoever taps twice while the gateway is asked means it once.
      if (numbersIn(saying.said) !== null) {
        if (this.#isAsked) return false;
        const taken = await this.#takenBefore(saying.said);
        if (taken) return taken;
      }
      await this.#data().planning.enter(saying.said, { undoable, told: done });
      this.#note.say(done, undoable ? () => void this.undo() : back);
      return true;
    }, why);
  }

  /** Out of reach nobody is asked: the gateway says it when it hears of it. */
  async #takenBefore(said: readonly Said[]): Promise<NotSaid | null> {
    const { connection, planning } = this.#data();
    let isReached = false;
    connection.subscribe(({ state }) => (isReached = state === 'live'))();
    if (!isReached) return null;
    this.#isAsked = true;
    try {
      return await planning.takenBefore(said);
    } finally {
      this.#isAsked = false;
    }
  }

  undo(anyway = false): Promise<boolean> {
    return this.#turn('undo', anyway);
  }

  redo(anyway = false): Promise<boolean> {
    return this.#turn('redo', anyway);
  }

  /** Whether the draft was published; `why` empty = nobody gave a reason, `shown` = what others changed, as it was shown. */
  publish(draft: string, why: string, shown: readonly ChangedMeanwhile[]): Promise<boolean> {
    return this.#do(
      async (given) => {
        const outcome = await this.#data().planning.publishDraft(draft, given, shown);
        if (!outcome.ok) return outcome;
        this.#note.say(e('published'), () => void this.undo());
        return true;
      },
      why === '' ? undefined : why,
    );
  }

  #turn(which: 'undo' | 'redo', anyway: boolean): Promise<boolean> {
    return this.#do(async (why) => {
      const outcome = await this.#data().planning[which]({ anyway, ...(why !== undefined && { why }) });
      if (!outcome.ok && !('entities' in outcome)) return outcome;
      if (outcome.ok) this.#note.say(turnedText(which, outcome.told));
      else if (outcome.why === 'changed') await this.#tellSince(which, outcome.entities);
      return outcome.ok;
    });
  }

  async #do(step: Step, why?: string): Promise<boolean> {
    try {
      const outcome = await step(why);
      if (outcome === true) this.#refused = null;
      if (typeof outcome === 'boolean') return outcome;
      if (outcome.why !== 'frozen' || why !== undefined) return this.refuse(refusalText(outcome));
      const given = await this.#ask();
      return given !== null && this.#do(step, given);
    } catch (error) {
      if (!(error instanceof NotSignedOn)) return this.refuse(p('notKept'));
      return error.mayNot && this.refuse(e('mayNot'));
    }
  }

  async #tellSince(way: 'undo' | 'redo', entities: readonly string[]): Promise<void> {
    const view = this.#view();
    if (!view) return;
    this.#since = { way, things: await changedSince(this.#data().planning, view, entities) };
    this.#host.requestUpdate();
  }

  #settleSince(anyway: boolean): void {
    const since = this.#since;
    this.#since = null;
    this.#host.requestUpdate();
    if (since && anyway) void this.#turn(since.way, true);
  }

  refuse(text: string): false {
    this.#refused = text;
    this.#host.requestUpdate();
    return false;
  }

  #dismiss(): void {
    this.#refused = null;
    this.#host.requestUpdate();
  }

  /** Null = nobody wants to say. */
  #ask(): Promise<string | null> {
    this.#answered(null);
    return new Promise((answer) => {
      this.#asking = answer;
      this.#host.requestUpdate();
    });
  }

  #answered(why: string | null): void {
    const answer = this.#asking;
    this.#asking = null;
    this.#host.requestUpdate();
    answer?.(why);
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
      ${
        this.#since === null
          ? nothing
          : html`<ls-dialog heading=${p('changedSince')} open @closed=${() => this.#settleSince(false)}>
              <ls-plan-since
                .things=${this.#since.things}
                .way=${this.#since.way}
                @kept=${() => this.#settleSince(false)}
                @anyway=${() => this.#settleSince(true)}
              ></ls-plan-since>
            </ls-dialog>`
      }
      <ls-dialog heading=${e('whyHeading')} ?open=${this.#asking !== null} @closed=${() => this.#answered(null)}>
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

/** What was taken back or done again can be of another page: the note says what it was. */
function turnedText(which: 'undo' | 'redo', told: string | undefined): string {
  if (told === undefined) return p(which === 'undo' ? 'undone' : 'redone');
  return p(which === 'undo' ? 'undoneThis' : 'redoneThis', told);
}
