/** What needs somebody, under the board: tasks ahead, what is late and why, production without order, two versions. Pure. */
import type { DigestEntry, DigestPart } from '../components/plan/ls-plan-digest.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle, titleOf } from './board-order.ts';
import { conflictsOf } from './board-versions.ts';
import { roughly } from './near-time.ts';
import { tasksByUrgency } from './task-urgency.ts';

/** Quiet: the worst of each. */
const MOST = 3;
const AHEAD_MS = 24 * 3_600_000;
const TONES = ['act', 'look', 'plain'] as const;

export function digestParts(view: PlanView): DigestPart[] {
  return [tasks(view), late(view), conflicts(view), lots(view), versions(view)];
}

function part(
  kind: 'tasks' | 'late' | 'conflicts' | 'lots' | 'versions',
  all: readonly DigestEntry[],
  href: string | null = null,
): DigestPart {
  const worst = TONES.find((tone) => all.some((entry) => entry.tone === tone)) ?? 'plain';
  return {
    href,
    tone: worst,
    worst: all.filter(({ tone }) => tone === worst).length,
    title: p(`digest-${kind}`),
    empty: p(`digest-${kind}-none`),
    entries: all.slice(0, MOST),
    count: all.length,
  };
}

/** What is to be done within a day, and what should be done already; what people forgot to say of jobs that are over is no news. */
function tasks(view: PlanView): DigestPart {
  const { plan, schedule, plant } = view;
  const until = schedule.now + AHEAD_MS;
  const open = tasksByUrgency(view).filter(
    ({ task, urgency }) => urgency !== 'past' && task.done === null && task.at !== null && task.at < until,
  );
  return part(
    'tasks',
    open.map(({ task: { id, name, job, at, claimed }, urgency }) => ({
      text: [
        name,
        jobTitle(plan, job),
        clockOfPlan(at!, plant.timezone, schedule.now),
        claimed === null ? p('unclaimed') : (view.names?.get(claimed) ?? claimed),
      ].join(' · '),
      href: `/tasks?task=${encodeURIComponent(id)}`,
      key: null,
      tone: urgency === 'overdue' ? 'act' : urgency === 'late' ? 'look' : 'plain',
    })),
    '/tasks',
  );
}

function late({ plan, schedule }: PlanView): DigestPart {
  const all = [...schedule.orders.values()].filter(({ lateMs }) => (lateMs ?? 0) > 0);
  all.sort((a, b) => b.lateMs! - a.lateMs!);
  return part(
    'late',
    all.map(({ order, lateMs, causes }) => ({
      text: [titleOf(plan, plan.orders.get(order)), roughly(lateMs!), causes[0] ? p(`cause-${causes[0].why}`) : '']
        .filter(Boolean)
        .join(' · '),
      href: `/orders/${encodeURIComponent(order)}`,
      key: null,
      tone: 'look',
    })),
  );
}

/** What cannot be as it is planned, and facts that met. */
function conflicts({ plan, schedule }: PlanView): DigestPart {
  const hrefOf = (job: string) => `/orders/${encodeURIComponent(plan.jobs.get(job)?.fields.order ?? '')}`;
  const entry = (job: string, text: string): DigestEntry => ({ text, href: hrefOf(job), key: null, tone: 'act' });
  const planned = schedule.conflicts.map(({ why, job, other }) =>
    entry(
      job,
      [jobTitle(plan, job), p(`conflict-${why}`), other === null ? '' : jobTitle(plan, other)]
        .filter(Boolean)
        .join(' · '),
    ),
  );
  const met = [...schedule.standings.values()].flatMap(({ job, problems }) =>
    problems.map(({ code }) => entry(job, `${jobTitle(plan, job)} · ${p(`problem-${code}`)}`)),
  );
  return part('conflicts', [...met, ...sameNumber(plan), ...planned]);
}

/** Orders that two gateways took with one lot number while they could not hear of each other: it counts for one of them. */
function sameNumber({ orders }: PlanView['plan']): DigestEntry[] {
  const open = [...orders.values()].filter(({ fields }) => fields.lotNumber !== undefined && !fields.closed);
  return [...Map.groupBy(open, ({ fields }) => fields.lotNumber!)]
    .filter(([, same]) => same.length > 1)
    .map(([lotNumber, same]) => ({
      text: p('sameLotNumber', lotNumber, same.length),
      href: `/orders?find=${encodeURIComponent(lotNumber)}`,
      key: null,
      tone: 'act',
    }));
}

function lots({ plan, schedule, lines }: PlanView): DigestPart {
  return part(
    'lots',
    // Nobody plans here yet.
    (plan.orders.size === 0 ? [] : schedule.mismatches).map(({ line, lot, why, unassigned, planned }) => ({
      text: p(
        `lot-${why}`,
        lines.find(({ id }) => id === line)?.name ?? line,
        lot,
        number(unassigned),
        planned === null ? p('nothing') : jobTitle(plan, planned),
      ),
      href: null,
      key: `lot:${line}:${lot}`,
      tone: 'act',
    })),
  );
}

function versions(view: PlanView): DigestPart {
  return part(
    'versions',
    conflictsOf(view).map(({ title, field, versions: all, key }) => ({
      text: `${title} · ${field}: ${all.map(({ value, by }) => `${value} (${by})`).join(' · ')}`,
      href: null,
      key: `versions:${key}`,
      tone: 'act',
    })),
  );
}
