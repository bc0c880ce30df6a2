import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PersonView, SessionView } from '../../shared/access/protocol.ts';
import '../components/ls-invitation.ts';
import type { Slip } from '../components/ls-invitation-slip.ts';
import '../components/ls-dialog.ts';
import '../components/ls-people-edit.ts';
import type { PersonSaving } from '../components/ls-people-edit.ts';
import '../components/ls-people-ways.ts';
import { isLastAdmin } from '../components/people/draft.ts';
import { isLocked } from '../components/people/filter.ts';
import type { LineGroup } from '../components/people/lines.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { clockOfDay } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { changePerson, savePerson } from './people-changing.ts';
import { Doing } from './people-doing.ts';
import { endSessions } from './people-sessions.ts';
import { slipOf } from './people-slip.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 5_000;

/** Somebody, in a dialog. Emits `closed`, and with how they are now `changed` and `disabled-set`. */
@customElement('ls-people-person')
export class LsPeoplePerson extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** null = the dialog is closed. */
  @property({ attribute: false }) person: PersonView | null = null;
  @property({ attribute: false }) people: readonly PersonView[] = [];
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property() zone = 'UTC';
  @property({ type: Boolean }) reachable = false;

  @state() private slip: Slip | null = null;
  /** What was just done, in words. */
  @state() private said = '';
  readonly #doing = new Doing(this);
  readonly #now = (): number => this.data.now();
  readonly #sessions = new Polled<SessionView[]>(this, ASK_EACH_MS, this.#now);
  #user = '';

  static override styles = [controls, formStyles];

  protected override willUpdate(): void {
    const user = this.person?.user ?? '';
    this.#sessions.follow('', user === '' ? null : () => this.data.people.sessions());
    if (user === this.#user) return;
    this.#user = user;
    this.slip = null;
    this.said = '';
    this.#doing.forget();
  }

  protected override render() {
    const { person, slip } = this;
    const heading = slip ? p('invitationFor', slip.name) : (person?.name ?? '');
    return html`<ls-dialog ?open=${person !== null} .heading=${heading} @closed=${() => this.#emit('closed')}>
      ${person === null ? nothing : slip ? html`<ls-invitation .slip=${slip} @done=${() => this.#emit('closed')}></ls-invitation>` : this.#about(person)}
    </ls-dialog>`;
  }

  #about(person: PersonView) {
    const { reachable, zone, groups } = this;
    const { busy } = this.#doing;
    const lastAdmin = isLastAdmin(this.people, person.user);
    const sessions = this.#sessions.value?.filter(({ user }) => user === person.user) ?? null;
    const badge = (badge: string | null) =>
      void this.#change(
        () => changePerson(this.data.people, person.user, { badge }),
        badge ? 'badgeTaken' : 'badgeGone',
      );
    return html`<div class="form">
        <p class="second">${p('userId')}: ${person.user}</p>
        ${this.#locked(person)} ${this.#doing.note()}
        <p role="status" class=${this.said === '' ? 'hidden' : ''}>${this.said}</p>
        <ls-people-edit
          .person=${person}
          .groups=${groups}
          ?lastAdmin=${lastAdmin}
          ?busy=${busy}
          ?reachable=${reachable}
          @save-wanted=${(event: CustomEvent<PersonSaving>) => void this.#save(person, event.detail)}
        ></ls-people-edit>
      </div>
      <ls-people-ways
        .person=${person}
        .sessions=${sessions?.length ?? null}
        ?own=${this.data.access.state.person?.user === person.user}
        ?lastAdmin=${lastAdmin}
        ?disabled=${busy || !reachable}
        .now=${this.#now}
        .zone=${zone}
        @invite-anew=${() => void this.#inviteAnew(person)}
        @end-all-wanted=${() => void this.#endAll(sessions ?? [])}
        @disable-wanted=${(event: CustomEvent<boolean>) => void this.#disable(person, event.detail)}
        @badge-scanned=${(event: CustomEvent<string>) => badge(event.detail)}
        @badge-taken-away=${() => badge(null)}
      ></ls-people-ways>`;
  }

  #locked(person: PersonView) {
    const now = this.#now();
    if (person.lockedUntil === null || !isLocked(person, now)) return nothing;
    return html`<div class="note form">
      <p>▲ ${p('lockedUntil', clockOfDay(person.lockedUntil, this.zone, now))}</p>
      <div class="buttons">
        <button ?disabled=${this.#doing.busy || !this.reachable} @click=${() => void this.#unlock(person)}>
          ${p('unlock')}
        </button>
      </div>
    </div>`;
  }

  async #save(person: PersonView, saving: PersonSaving): Promise<void> {
    const { people, access } = this.data;
    this.said = '';
    const done = await this.#doing.run(access, 'manage-people', () => savePerson(people, person.user, saving));
    if (!done) return;
    const { person: now, overtaken } = done.value;
    this.said = overtaken ? `▲ ${p('meanwhileStopped')}` : `✓ ${p('saved')}`;
    this.#emit('changed', now);
  }

  async #change(act: () => ReturnType<typeof changePerson>, word: 'badgeTaken' | 'badgeGone'): Promise<void> {
    this.said = '';
    const done = await this.#doing.run(this.data.access, 'manage-people', act);
    if (!done) return;
    this.said = `✓ ${p(word)}`;
    this.#emit('changed', done.value);
  }

  async #disable(person: PersonView, disabled: boolean): Promise<void> {
    const { people, access } = this.data;
    const done = await this.#doing.run(access, 'manage-people', () => changePerson(people, person.user, { disabled }));
    if (done) this.#emit('disabled-set', done.value);
  }

  async #inviteAnew(person: PersonView): Promise<void> {
    const { people, access } = this.data;
    const done = await this.#doing.run(access, 'manage-people', () => people.inviteAnew(person.user));
    if (!done) return;
    const { plantName } = access.state;
    this.slip = slipOf(person, done.value, { plantName, zone: this.zone, origin: window.location.origin });
    const has = { ...person.has, password: false, pin: false };
    this.#emit('changed', { ...person, has, invitedUntil: done.value.until });
  }

  async #unlock(person: PersonView): Promise<void> {
    const { people, access } = this.data;
    const done = await this.#doing.run(access, 'unlock', () => people.unlock(person.user));
    if (!done) return;
    this.said = `✓ ${p('unlocked', person.name)}`;
    this.#emit('changed', { ...person, lockedUntil: null });
  }

  async #endAll(sessions: readonly SessionView[]): Promise<void> {
    const { people, access } = this.data;
    const done = await this.#doing.run(access, 'manage-people', () => endSessions(people, sessions));
    if (done) this.#sessions.askNow();
  }

  #emit(name: string, detail?: PersonView): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-person': LsPeoplePerson;
  }
}
