/** What holds of the plan when all is well again. Each broken law is a sentence. */
import { isDeepStrictEqual } from 'node:util';
import { planFactsOf } from '../../../gateway/plan/plan-facts.ts';
import { isPlanFact } from '../../../pwa/data/plan-entries.ts';
import type { PlanRows } from '../../../pwa/data/plan-shown.ts';
import { localDatabase, planDatabase } from '../../../shared/documents/database-names.ts';
import { foldFacts, touchedRows, type PlanFact } from '../../../shared/orders/fold-facts.ts';
import type { JobStanding } from '../../../shared/orders/job-state.ts';
import type { LotRow } from '../../../shared/orders/lot-row.ts';
import type { PlanRow } from '../../../shared/orders/plan-row.ts';
import type { Plan } from '../../../shared/orders/plan.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { standingsOf } from '../../../shared/orders/standings.ts';
import { queuesOf } from '../../../shared/schedule/queue.ts';
import { brokenOfConflicts } from './sim-plan-conflicts.ts';
import { PLANNED_LINES } from './sim-plan-plant.ts';
import { brokenOfRules } from './sim-plan-rules.ts';
import type { SimDevice } from './sim-device.ts';
import type { SimGateway } from './sim-gateway.ts';
import type { SimPlant } from './sim-plant.ts';

const ALL = { from: '!', to: '~' };
const OVERLAY_MS = 24 * 3_600_000;
/** What another can have done meanwhile. */
const EXPECTED_REFUSALS: readonly string[] = ['plan', 'expired'];

/** At every moment: what somebody entered is in the plan that his or her device shows. */
export function alwaysBrokenPlan({ devices }: SimPlant): string[] {
  const broken: string[] = [];
  for (const device of devices) {
    const { plan, outbox, acceptedAt } = device;
    if (!plan) continue;
    for (const { id, acceptedAt: at } of outbox.values()) if (at !== null) acceptedAt.set(id, at);
    const rows = plan.shown();
    for (const [id, { fact }] of plan.entered) {
      const isNew = device.clock() - (acceptedAt.get(id) ?? -Infinity) <= OVERLAY_MS;
      if (!outbox.has(id) && !isNew) continue;
      const missing = touchedRows(fact).find((row) => !knows(rows.get(row), id));
      if (missing !== undefined) broken.push(`"${device.id}" does not show its own "${id}" in "${missing}"`);
    }
  }
  return broken;
}

/** When all is well: each law by itself. */
export async function brokenPlanLaws(sim: SimPlant): Promise<string[]> {
  const facts = new Map<string, PlanFact>();
  for (const gateway of sim.gateways) for (const fact of await factsAt(gateway)) facts.set(fact._id, fact);
  const whole = foldFacts(() => undefined, facts.values());
  return [
    ...alwaysBrokenPlan(sim),
    ...(await brokenOfCopies(sim)),
    ...(await brokenOfAcknowledged(sim, facts)),
    ...brokenOfRows(sim, whole),
    ...(await Promise.all(sim.devices.map((device) => brokenOfDevice(device)))).flat(),
    ...brokenOfConflicts(sim, [...facts.values()]),
    ...brokenOfQuantities(readPlan(whole.values())),
    ...brokenOfRules(sim, whole, readPlan(whole.values())),
    ...(await brokenOfCounts(sim)),
    ...sim.gateways.flatMap((gateway) => brokenOfQueues(gateway)),
  ];
}

/** What one gateway took all gateways have. */
async function brokenOfCopies({ gateways }: SimPlant): Promise<string[]> {
  const ids = await Promise.all(
    gateways.map(async (gateway) => new Set((await factsAt(gateway)).map(({ _id }) => _id))),
  );
  return gateways.flatMap(({ id }, i) =>
    [...ids.reduce((all, some) => all.union(some))]
      .filter((fact) => !ids[i]!.has(fact))
      .map((fact) => `"${id}" misses "${fact}"`),
  );
}

/** Each entry was taken, and is in each plan once, or is refused, and is in none. */
async function brokenOfAcknowledged(
  { planned, devices, gateways }: SimPlant,
  facts: ReadonlyMap<string, PlanFact>,
): Promise<string[]> {
  const broken: string[] = [];
  const taken = new Set(planned.map(({ fact }) => fact._id));
  for (const { fact, by } of planned) {
    const [kept] = await by.disk.get(planDatabase(by.id, fact.at), [fact._id]);
    if (!kept) broken.push(`"${by.id}" lost "${fact._id}"`);
  }
  for (const fact of facts.values())
    for (const { id, running } of gateways)
      for (const row of touchedRows(fact))
        if (!knows(running!.plan.rows.get(row), fact._id))
          broken.push(`"${row}" at "${id}" does not know "${fact._id}"`);
  for (const { id: device, plan, rejected, outbox } of devices) {
    for (const id of plan?.entered.keys() ?? []) {
      const refusal = rejected.get(id);
      if (refusal && (taken.has(id) || facts.has(id)))
        broken.push(`"${id}" is refused (${refusal.code}: ${refusal.reason}) at "${device}", and was taken`);
      if (refusal && !EXPECTED_REFUSALS.includes(refusal.code))
        broken.push(`"${id}" was refused: ${refusal.code}, ${refusal.reason}`);
      if (!refusal && !taken.has(id)) broken.push(`nobody took "${id}" of "${device}"`);
    }
    for (const { id, fact, acceptedAt, waits } of outbox.values())
      if (isPlanFact(fact) && acceptedAt === null)
        broken.push(`"${id}" still waits at "${device}": ${waits?.reason ?? 'nobody knows why'}`);
  }
  return broken;
}

/** The plan of each gateway is all that was taken, as if it had come at once. */
function brokenOfRows({ gateways }: SimPlant, whole: ReadonlyMap<string, PlanRow>): string[] {
  return gateways.flatMap(({ id, running }) => brokenOfMap(`at "${id}"`, running!.plan.rows, whole));
}

/** A device shows what its gateway does, of plan and of lots. */
async function brokenOfDevice(device: SimDevice): Promise<string[]> {
  const { plan, parts } = device;
  if (!plan) return [];
  const { running, id } = parts.home;
  const there = new Map([...running!.plan.shown()].map((row) => [row.id, row]));
  const here: PlanRows = plan.shown();
  const broken = brokenOfMap(`on "${device.id}"`, new Map([...here].map((row) => [row.id, row])), there);
  const lots = (rows: Iterable<LotRow>) => new Map([...rows].map((row) => [row.id, row]));
  const own = lots([...plan.lots.rows.values()].flatMap(({ row }) => ('lot' in row ? [row] : [])));
  const others = lots((await lotsAt(parts.home)).filter(({ line }) => device.sees(line)));
  for (const lot of new Set([...own.keys(), ...others.keys()]))
    if (!isDeepStrictEqual(own.get(lot), others.get(lot)))
      broken.push(`"${lot}" is another on "${device.id}" than at "${id}"`);
  return broken;
}

function brokenOfMap(where: string, some: ReadonlyMap<string, PlanRow>, all: ReadonlyMap<string, PlanRow>): string[] {
  return [...new Set([...some.keys(), ...all.keys()])].flatMap((id) => {
    const [one, other] = [some.get(id), all.get(id)];
    if (!one || !other) return [`"${id}" ${where} is ${one ? 'more than there is' : 'missing'}`];
    return isDeepStrictEqual(said(one), said(other)) ? [] : [`"${id}" ${where} is another than it should be`];
  });
}

/** Which facts are a week old, and how long it is needed, depends on when the row was written. */
function said({ state, executions, transfers }: PlanRow): object {
  return { state, executions: executions ?? [], transfers: transfers ?? [] };
}

/** Quantities go from order to order, and none is made or lost on the way. */
function brokenOfQuantities({ orders }: Plan): string[] {
  const sum = (of: (order: Plan['orders'] extends ReadonlyMap<string, infer O> ? O : never) => number) =>
    [...orders.values()].reduce((all, order) => all + of(order), 0);
  const gone = (id: string) => !orders.has(id);
  const transfers = new Map([...orders.values()].flatMap((order) => order.transfers.map((each) => [each.id, each])));
  // What went to or came from an order that was deleted went with it.
  const deleted = [...transfers.values()].reduce(
    (all, { from, to, quantity }) => all + (gone(from) ? quantity : 0) - (gone(to) ? quantity : 0),
    0,
  );
  const [ordered, effective] = [sum(({ fields }) => fields.quantity ?? 0), sum(({ quantity }) => quantity ?? 0)];
  return effective === ordered + deleted ? [] : [`${ordered} were ordered, ${effective} are to be made (${deleted})`];
}

/** Each good part of each lot is counted once, as its machine made it, and alike wherever its line's hours are. */
async function brokenOfCounts(sim: SimPlant): Promise<string[]> {
  const broken: string[] = [];
  for (const line of PLANNED_LINES.map(({ id }) => id)) {
    const runs = [...sim.machines.values()]
      .filter((made) => made.line === line)
      .sort((a, b) => a.body.hourAt - b.body.hourAt)
      .flatMap(({ body }) => body.runs);
    const made = runs.some(({ lot }) => lot !== '0') ? runs.reduce((all, { good }) => all + good, 0) : 0;
    const own = sim.lines.find(({ parts }) => parts.lines.includes(line))!;
    const standings: ReadonlyMap<string, JobStanding>[] = [];
    for (const gateway of [sim.plant, own]) {
      const lots = (await lotsAt(gateway)).filter((row) => row.line === line);
      const plan = gateway.running!.plan.plan();
      const all = standingsOf({ plan, lots, now: sim.world.now, lines: PLANNED_LINES });
      const counted = [...all.standings.values()].flatMap(({ lots: of }) => of.map((lot) => lot.made));
      const unassigned = all.mismatches.map((mismatch) => mismatch.unassigned);
      const sums = [lots.map(({ good }) => good), [...counted, ...unassigned]].map((parts) =>
        parts.reduce((a, b) => a + b, 0),
      );
      if (sums.some((sum) => sum !== made))
        broken.push(`"${line}" made ${made}: "${gateway.id}" has lots of ${sums[0]}, of which ${sums[1]} are counted`);
      standings.push(all.standings);
    }
    broken.push(...differingStates(line, standings[0]!, standings[1]!));
  }
  return broken;
}

/** From what both know it is the same that follows. */
function differingStates(
  line: string,
  one: ReadonlyMap<string, JobStanding>,
  other: ReadonlyMap<string, JobStanding>,
): string[] {
  return [...one].flatMap(([job, standing]) => {
    const [here, there] = [standing, other.get(job)].map((each) => each && { ...each, goodPerHour: null });
    return isDeepStrictEqual(here, there) ? [] : [`"${job}" stands otherwise at the plant than where "${line}" is`];
  });
}

/** A job waits in one queue, at a place that no other has. */
function brokenOfQueues({ id, running }: SimGateway): string[] {
  const plan = running!.plan.plan();
  const { queues, parked } = queuesOf(plan, running!.plan.standings(), PLANNED_LINES);
  const places = [...queues.values(), parked].flat();
  const twice = places.filter((job, i) => places.indexOf(job) !== i).map((job) => `"${job}" waits twice at "${id}"`);
  const equal = [...queues].flatMap(([line, jobs]) => {
    const waiting = jobs.flatMap((job) => {
      const place = plan.jobs.get(job)?.fields.place;
      return place?.line === line ? [{ job, key: place.key }] : [];
    });
    return waiting.flatMap(({ job, key }, i) => {
      const other = waiting.slice(0, i).find((each) => each.key === key);
      return other ? [`"${job}" and "${other.job}" have one place, "${key}", on "${line}" at "${id}"`] : [];
    });
  });
  return [...twice, ...equal];
}

async function lotsAt({ disk, id, running }: SimGateway): Promise<LotRow[]> {
  const stored = await disk.range(localDatabase(id, `lots_${running!.epoch}`), { from: 'lot:', to: 'lot:~' });
  return stored.map(({ _id, ...row }) => ({ id: _id, ...row }) as unknown as LotRow);
}

async function factsAt({ disk }: SimGateway): Promise<PlanFact[]> {
  const databases = await disk.databases('plan_');
  return planFactsOf((await Promise.all(databases.map((database) => disk.range(database, ALL)))).flat());
}

/** Once: as a head, or as something that somebody saw. */
function knows(row: PlanRow | undefined, fact: string): boolean {
  const { state = {}, executions = [], transfers = [] } = row ?? {};
  const times =
    Number(
      Object.values(state).some((field) => field.heads.some(({ id }) => id === fact) || field.gone.includes(fact)),
    ) + [...executions, ...transfers].filter(({ id }) => id === fact).length;
  return times >= 1 && [...executions, ...transfers].filter(({ id }) => id === fact).length <= 1;
}
