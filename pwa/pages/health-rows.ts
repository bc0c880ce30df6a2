/** The gateway's health in words, and which of it somebody should look at. */
import type { HealthRow } from '../components/ls-gateway-health.ts';
import type { GatewayHealth } from '../data/gateway-health.ts';
import { clockOfDay, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';

/** A crash that is longer ago has been slept over; ms. */
const CRASH_WORRIES_MS = 24 * 3_600_000;

const SOURCE_WORDS = {
  starting: 'sourceStarting',
  live: 'sourceLive',
  waiting: 'sourceWaiting',
  lost: 'sourceLost',
  silent: 'sourceSilent',
  reconnecting: 'sourceReconnecting',
  lagging: 'sourceLagging',
} as const;

/** `now` is the gateway's clock, ms. */
export function healthRows({ sources, store, facts }: GatewayHealth, zone: string, now: number): HealthRow[] {
  return [
    ...sources.map(({ id, state, detail }) => ({ name: id, says: sourceWord(state), detail, wrong: state !== 'live' })),
    storeRow(store, zone, now),
    { name: t('documentsWaiting'), says: number(facts.waiting), wrong: false },
    { name: t('documentsDiffering'), says: number(facts.differing), wrong: facts.differing > 0 },
    { name: t('entriesRefused'), says: number(facts.refused), wrong: false },
  ];
}

/** A state that this version does not know is told in the gateway's word. */
function sourceWord(state: string): string {
  return state in SOURCE_WORDS ? t(SOURCE_WORDS[state as keyof typeof SOURCE_WORDS]) : state;
}

function storeRow({ running, crashes, lastCrashAt }: GatewayHealth['store'], zone: string, now: number): HealthRow {
  const says = [t(running ? 'storeRunning' : 'storeDown')];
  if (crashes > 0 && lastCrashAt !== null) says.push(t('storeCrashes', crashes, clockOfDay(lastCrashAt, zone, now)));
  const crashedLately = lastCrashAt !== null && now - lastCrashAt < CRASH_WORRIES_MS;
  return { name: t('store'), says: says.join(' · '), wrong: !running || crashedLately };
}
