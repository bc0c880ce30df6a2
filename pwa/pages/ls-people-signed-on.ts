import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SessionView } from '../../shared/access/protocol.ts';
import '../components/ls-sessions-list.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { Doing } from './people-doing.ts';
import { ageNote, insteadOf, peoplePartStyles } from './people-frame.ts';
import { SaidNote } from './said-note.ts';
import { endSessions } from './people-sessions.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 5_000;

/** Who is signed on where, now. */
@customElement('ls-people-signed-on')
export class LsPeopleSignedOn extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() zone = 'UTC';

  readonly #now = (): number => this.data.now();
  readonly #sessions = new Polled<SessionView[]>(this, ASK_EACH_MS, this.#now);
  readonly #doing = new Doing(this);
  readonly #said = new SaidNote(this);

  static override styles = [controls, formStyles, pageMessageStyles, peoplePartStyles];

  protected override willUpdate(): void {
    this.#sessions.follow('', () => this.data.people.sessions());
  }

  protected override render() {
    const { value: sessions, failure } = this.#sessions;
    if (!sessions) return pageMessage(...insteadOf(failure));
    const persons = new Set(sessions.map(({ user }) => user)).size;
    return html`${ageNote(this.#sessions, this.zone, this.#now())}
      <p role="status" class="second">
        ${sessions.length === 0 ? p('sessionsNone') : p('sessionsCount', sessions.length, persons)}
      </p>
      ${this.#doing.note()}
      ${
        sessions.length === 0
          ? nothing
          : html`<ls-sessions-list
              .sessions=${sessions}
              ?disabled=${this.#doing.busy || failure !== null}
              .now=${this.#now}
              .zone=${this.zone}
              @end-wanted=${(event: CustomEvent<readonly SessionView[]>) => void this.#end(event.detail)}
            ></ls-sessions-list>`
      }
      ${this.#said.note()}`;
  }

  async #end(sessions: readonly SessionView[]): Promise<void> {
    const { people, access } = this.data;
    const done = await this.#doing.run(access, 'manage-people', () => endSessions(people, sessions));
    this.#sessions.askNow();
    if (!done) return;
    const ended = new Set(sessions.map(({ id }) => id));
    this.#sessions.value = this.#sessions.value?.filter(({ id }) => !ended.has(id));
    this.#said.say(p('ended', sessions[0]?.name ?? ''));
    if (sessions.some(({ own }) => own)) await access.refresh();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-signed-on': LsPeopleSignedOn;
  }
}
