/** How the gateway is, as `GET /api/status` says: what of it people who look after it read here. Times are ms. */
export interface GatewayHealth {
  store: { running: boolean; crashes: number; lastCrashAt: number | null };
  /** Documents that wait for the store, that it had with other content, and entries that were refused. */
  facts: { waiting: number; differing: number; refused: number };
  /** `state` is a word of the gateway, which may be newer than this app. */
  sources: { id: string; state: string; detail: string }[];
}

/** `unreachable`: no answer; `failed`: an answer that says nothing about the gateway. */
export type GatewayHealthAnswer = { ok: true; health: GatewayHealth } | { ok: false; why: 'unreachable' | 'failed' };

export function isGatewayHealth(value: unknown): value is GatewayHealth {
  if (!isRecord(value)) return false;
  const { store, facts, sources } = value;
  return isStore(store) && isFacts(facts) && Array.isArray(sources) && sources.every(isSource);
}

function isStore(store: unknown): boolean {
  if (!isRecord(store)) return false;
  const { running, crashes, lastCrashAt } = store;
  return (
    typeof running === 'boolean' &&
    typeof crashes === 'number' &&
    (lastCrashAt === null || typeof lastCrashAt === 'number')
  );
}

function isFacts(facts: unknown): boolean {
  return isRecord(facts) && ['waiting', 'differing', 'refused'].every((field) => typeof facts[field] === 'number');
}

function isSource(source: unknown): boolean {
  return isRecord(source) && ['id', 'state', 'detail'].every((field) => typeof source[field] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
