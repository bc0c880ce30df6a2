import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PersonView } from '../../shared/access/protocol.ts';
import '../components/ls-people-filter.ts';
import '../components/ls-people-list.ts';
import { EVERYBODY, isInvited, isLocked, shownPeople, type PeopleFilter } from '../components/people/filter.ts';
import type { LineGroup } from '../components/people/lines.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-people-inviting.ts';
import './ls-people-list-inviting.ts';
import './ls-people-person.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { changePerson } from './people-changing.ts';
import { Doing } from './people-doing.ts';
import { ageNote, insteadOf, peoplePartStyles } from './people-frame.ts';
import { SaidNote } from './said-note.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 5_000;

/** Everybody who may come in or might: to be found, invited, changed. */
@customElement('ls-people-everybody')
export class LsPeopleEverybody extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property() zone = 'UTC';

  @state() private filter: PeopleFilter = EVERYBODY;
  @state() private open: 'invite' | 'list' | null = null;
  /** User id of whoever is looked at. */
  @state() private looked: string | null = null;

  readonly #now = (): number => this.data.now();
  readonly #people = new Polled<PersonView[]>(this, ASK_EACH_MS, this.#now);
  readonly #doing = new Doing(this);
  readonly #said = new SaidNote(this);

  static override styles = [controls, formStyles, pageMessageStyles, peoplePartStyles];

  protected override willUpdate(): void {
    this.#people.follow('', () => this.data.people.list());
  }

  protected override render() {
    const { value: people, failure } = this.#people;
    if (!people) return pageMessage(...insteadOf(failure));
    return html`${ageNote(this.#people, this.zone, this.#now())} ${this.#top(people)} ${this.#doing.note()}
    ${people.length > 1 ? this.#filter() : this.#alone()} ${this.#list(people)}
    ${this.#dialogs(people, failure === null)} ${this.#said.note()}`;
  }

  #top(people: readonly PersonView[]) {
    const now = this.#now();
    const count = (is: (person: PersonView) => boolean) => people.filter(is).length;
    const others = [
      ['countLocked', count((person) => isLocked(person, now))],
      ['countInvited', count((person) => isInvited(person, now))],
      ['countDisabled', count(({ disabled }) => disabled)],
    ] as const;
    const parts = others.flatMap(([word, number]) => (number > 0 ? [p(word, number)] : []));
    return html`<div class="sum">
      <p role="status">
        ${[
          p(
            'countPeople',
            count(({ disabled }) => !disabled),
          ),
          ...parts,
        ].join(' · ')}
      </p>
      <div class="buttons">
        <button @click=${() => (this.open = 'list')}>${p('paste')} …</button>
        <button class="main" @click=${() => (this.open = 'invite')}>${p('invite')} …</button>
      </div>
    </div>`;
  }

  #filter() {
    return html`<ls-people-filter
      .filter=${this.filter}
      .groups=${this.groups}
      @filtered=${(event: CustomEvent<PeopleFilter>) => (this.filter = event.detail)}
    ></ls-people-filter>`;
  }

  #alone() {
    return html`<section class="empty">
      <h2>${p('aloneTitle')}</h2>
      <p>${p('aloneDo')}</p>
      <p>${p('aloneDevices')}</p>
    </section>`;
  }

  #list(people: readonly PersonView[]) {
    const shown = shownPeople(people, this.filter, this.#now());
    if (shown.length === 0) {
      return html`<section class="empty">
        <p role="status">${p('noneFound')}</p>
        <div class="buttons">
          <button @click=${() => (this.filter = { ...EVERYBODY, show: 'all' })}>${p('clearFilter')}</button>
        </div>
      </section>`;
    }
    return html`<ls-people-list
      .people=${shown}
      .groups=${this.groups}
      .own=${this.data.access.state.person?.user ?? ''}
      .now=${this.#now}
      .zone=${this.zone}
      @person-wanted=${(event: CustomEvent<string>) => (this.looked = event.detail)}
    ></ls-people-list>`;
  }

  #dialogs(people: readonly PersonView[], reachable: boolean) {
    const { data, groups, zone } = this;
    const replace = (event: CustomEvent<PersonView>) => this.#replace(event.detail);
    return html`<ls-people-person
        .data=${data}
        .person=${people.find(({ user }) => user === this.looked) ?? null}
        .people=${people}
        .groups=${groups}
        .zone=${zone}
        ?reachable=${reachable}
        @closed=${() => (this.looked = null)}
        @changed=${replace}
        @disabled-set=${(event: CustomEvent<PersonView>) => this.#disabledSet(event.detail)}
      ></ls-people-person>
      ${
        this.open === 'invite'
          ? html`<ls-people-inviting
              .data=${data}
              .people=${people}
              .groups=${groups}
              .zone=${zone}
              ?reachable=${reachable}
              @closed=${this.#close}
              @changed=${replace}
            ></ls-people-inviting>`
          : nothing
      }
      <ls-people-list-inviting
        .data=${data}
        ?open=${this.open === 'list'}
        .people=${people}
        .groups=${groups}
        .zone=${zone}
        ?reachable=${reachable}
        @closed=${this.#close}
        @invited=${() => this.#people.askNow()}
      ></ls-people-list-inviting>`;
  }

  #replace(person: PersonView): void {
    const people = this.#people.value ?? [];
    const isNew = !people.some(({ user }) => user === person.user);
    this.#people.value = isNew ? [...people, person] : people.map((one) => (one.user === person.user ? person : one));
    this.requestUpdate();
    this.#people.askNow();
  }

  /** Done at once: whoever is to be kept out is out. Undone, they sign on anew. */
  #disabledSet(person: PersonView): void {
    this.looked = null;
    this.#replace(person);
    const { user, name, disabled } = person;
    this.#said.say(p(disabled ? 'wasDisabled' : 'wasEnabled', name), () => void this.#undo(user, !disabled));
  }

  async #undo(user: string, disabled: boolean): Promise<void> {
    const { people, access } = this.data;
    const done = await this.#doing.run(access, 'manage-people', () => changePerson(people, user, { disabled }));
    if (done) this.#replace(done.value);
  }

  readonly #close = (): void => {
    this.open = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-everybody': LsPeopleEverybody;
  }
}
