/** What may be done with the plan on this device, one thing after the other; see `PlanningData`. */
import { MOST_SEEN, type ChangeSet } from '../../shared/documents/change.ts';
import { AppError } from '../../shared/errors.ts';
import { touchedRows } from '../../shared/orders/fold-facts.ts';
import { numbersIn, takenBefore, type FormerOrders } from '../../shared/orders/former-numbers.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';
import { whyNot } from '../../shared/orders/rules.ts';
import type { NotSaid, Said, SaidChange } from '../../shared/orders/said.ts';
import { reason } from '../../shared/orders/verbs/changes.ts';
import type { AccessData, RecentPerson } from './access.ts';
import { asking, isRecord, listOf } from './asking.ts';
import type { EntryDatabase } from './database.ts';
import type { EnteredPlanFact } from './line-data.ts';
import { asLive } from './live.ts';
import { deviceId, nextCounter } from './outbox.ts';
import { OwnMoves, type Way } from './own-moves.ts';
import { Drafts, changedMeanwhile, setsOf } from './plan-drafts.ts';
import { enterSaid, type PlanEnteringParts } from './plan-entering.ts';
import { historyOf } from './plan-history.ts';
import { PlanHere, type PlanHereParts } from './plan-here.ts';
import type { PlanRows } from './plan-shown.ts';
import { peopleHere } from './plan-names.ts';
import type { PlanningData, UndoOutcome } from './planning.ts';
import type { Fetch } from './requests.ts';

/** Nobody who enters something waits longer for a gateway. */
const PATIENCE_MS = 1_500;

type Turning = NonNullable<Parameters<PlanningData['undo']>[0]>;

export type PlanningParts = Omit<PlanHereParts, 'drafts' | 'moves' | 'origin' | 'people'> &
  Omit<PlanEnteringParts, 'outbox'> & {
    entries: EntryDatabase;
    access: Pick<AccessData, 'now'>;
    fetch: Fetch;
    stop: AbortSignal;
  };

export function planningData(parts: PlanningParts): PlanningData & { close(): void } {
  const { entries, keep, random, now, fetch, stop } = parts;
  const origin = () => deviceId(keep, random);
  const drafts = new Drafts(entries.drafts, keep, now);
  const moves = new OwnMoves();
  let people: readonly RecentPerson[] = [];
  const here = new PlanHere({ ...parts, drafts, moves, origin, people: () => people });
  const ask = asking(fetch, stop);
  const askSoon = asking(fetch, stop, PATIENCE_MS);
  const entering = { ...parts, outbox: entries.outbox };
  const newId = () => `${origin()}-${nextCounter(keep)}`;
  const rows = (): PlanRows => here.looking.rows(here.known());
  let who: string | null = null;
  const leaving = parts.access.now.subscribe(({ person, recent }) => {
    people = peopleHere(people, person ? [...recent, person] : recent);
    const user = person?.user ?? null;
    if (who !== null && user !== who) {
      moves.forget();
      here.turned();
    }
    who = user;
  });
  /** Somebody who taps twice means the second tap after the first. */
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = last.then(async () => {
      await here.read();
      return act();
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  async function enter(said: readonly Said[], undoable: boolean, told?: string): Promise<string[]> {
    if (said.length === 0) return [];
    const before = rows();
    const seen = { plan: here.looking.plan(here.known()), rows: before, lines: here.looking.lines(here.known()) };
    const entered = await enterSaid(entering, said, seen);
    const changes = said.filter((one): one is SaidChange => one.type === 'change');
    // What the shop floor says is not taken back by a tap, but said otherwise.
    if (undoable && changes.length === said.length)
      changes.forEach(({ sets, why }, i) => moves.moved(entered[i]!.id, sets, (id) => before.get(id), why, told));
    here.entered(entered);
    return entered.map(({ id }) => id);
  }

  /** What no verb has asked: the gateway will. */
  function whyNotHere(said: Said): NotSaid | null {
    const rules = here.looking.rules(here.known(), now());
    return rules && whyNot(said, rules);
  }

  async function turn(way: Way, { anyway = false, why: because }: Turning = {}): Promise<UndoOutcome> {
    const draft = drafts.open$.value;
    if (draft !== null) {
      const step = await (way === 'back' ? drafts.takeBack(draft) : drafts.doAgain(draft));
      return step ? turnedBy(step) : { ok: false, why: 'nothing', entities: [] };
    }
    const turned = moves.turn(way, (id) => rows().get(id));
    if (!turned) return { ok: false, why: 'nothing', entities: [] };
    const { changed, sets, done } = turned;
    if (changed.length > 0 && !anyway) return { ok: false, why: 'changed', entities: changed };
    const said: SaidChange = { type: 'change', sets, ...reason(because ?? turned.why) };
    const not = whyNotHere(said);
    if (not) return not;
    const [id] = await enter([said], false);
    done(id!);
    here.turned();
    return turnedBy(turned);
  }

  async function addToDraft(id: string, said: readonly Said[], told?: string): Promise<void> {
    if (!said.every((one) => one.type === 'change'))
      throw new AppError('USAGE', 'Only what is planned can be tried out in a draft; close it to say what happened.');
    const sets = said.flatMap((one) => one.sets);
    if (sets.length > 0) await drafts.add(id, { sets, ...(told !== undefined && { told }) }, rows());
  }

  return {
    plan: asLive(here.view$),
    enter: (said, { undoable = true, told } = {}) =>
      inTurn(async () => {
        const draft = drafts.open$.value;
        if (draft === null) await enter(said, undoable, told);
        else await addToDraft(draft, said, told);
      }),
    async takenBefore(said) {
      const body = numbersIn(said);
      if (body === null) return null;
      const told = await askSoon({ method: 'POST', path: '/api/plan/former', body, read: formerOrdersIn });
      return told.ok ? takenBefore(said, here.looking.plan(here.known()), told.value) : null;
    },
    again: (fact, why) => inTurn(async () => void (await enter([anew(fact, rows(), why)], false))),
    undo: (options) => inTurn(() => turn('back', options)),
    redo: (options) => inTurn(() => turn('forth', options)),
    openDraft: (name) => inTurn(() => drafts.open(newId(), name)),
    showDraft: (id) => inTurn(() => drafts.show(id)),
    renameDraft: (id, name) => inTurn(() => drafts.rename(id, name)),
    discardDraft: (id) => inTurn(() => drafts.discard(id)),
    changedMeanwhile(id) {
      const draft = here.known().drafts.find((one) => one.id === id);
      return draft ? changedMeanwhile(draft, rows()) : [];
    },
    publishDraft: (id, why, shown) =>
      inTurn(async () => {
        const draft = await drafts.get(id);
        const sets = setsOf(draft, here.refused, shown);
        const change: SaidChange = { type: 'change', sets, draft: draft.name, ...reason(why) };
        const not = sets.length > 0 ? whyNotHere(change) : null;
        if (not) return not;
        if (sets.length > 0) await enter([change], true);
        await drafts.discard(id);
        return { ok: true } as const;
      }),
    async history(entity, id) {
      await here.read();
      const rowId = planRowId(entity, id);
      const own = here.known().entries.filter(({ fact }) => touchedRows(fact).includes(rowId));
      return historyOf(ask, { rowId, row: rows().get(rowId), own });
    },
    newId,
    keySuffix: () => origin().replace(/^device-/, ''),
    close() {
      leaving();
      here.close();
    },
  };
}

function turnedBy({ told }: { told?: string | undefined }): UndoOutcome {
  return { ok: true, ...(told !== undefined && { told }) };
}

function formerOrdersIn(answer: unknown): FormerOrders | undefined {
  const isOne = (part: unknown): part is FormerOrders['reference'][number] =>
    isRecord(part) && typeof part['value'] === 'string' && typeof part['order'] === 'string';
  const lotNumber = listOf('lotNumber', isOne)(answer);
  const reference = listOf('reference', isOne)(answer);
  return lotNumber && reference && { lotNumber, reference };
}

/** As it was said, by somebody who has seen what is there now. */
function anew(fact: EnteredPlanFact, rows: PlanRows, because?: string): Said {
  const why = reason(because ?? fact.why);
  const seen = (sets: readonly ChangeSet[]) => sets.map((set) => ({ ...set, saw: headsNow(set, rows) }));
  switch (fact.type) {
    case 'change': {
      const { type, sets, draft } = fact;
      return { type, sets: seen(sets), ...(draft === undefined ? {} : { draft }), ...why };
    }
    case 'transfer': {
      const { type, kind, from, to, quantity, sets } = fact;
      return { type, kind, from, to, quantity, ...(sets && { sets: seen(sets) }), ...why };
    }
    case 'execution': {
      const { type, line, job, verb } = fact;
      return { type, line, job, verb, ...why };
    }
  }
}

function headsNow({ entity, id, set }: ChangeSet, rows: PlanRows): ChangeSet['saw'] {
  const state = rows.get(planRowId(entity, id))?.state ?? {};
  const fields = Object.keys(set).flatMap((field) => {
    const heads = (state[field]?.heads ?? []).map((head) => head.id).slice(0, MOST_SEEN);
    return heads.length === 0 ? [] : [[field, heads] as const];
  });
  return Object.fromEntries(fields);
}
