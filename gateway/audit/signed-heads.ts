/**
 * Once an hour the trail's head becomes a configuration version, signed: it replicates, so whoever cuts the trail here
 * must do so at the plant as well. Whoever has this machine's keys can still write a whole new trail since the last head that left it.
 */
import { canonicalJson } from '../../shared/audit/canonical-json.ts';
import type { TrailHead } from '../../shared/audit/protocol.ts';
import { configurationId, type Configuration } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import { AppError } from '../../shared/errors.ts';
import { configVersion } from '../projections/configuration.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

/** Body of kind `audit-head`. */
export interface SignedHead extends TrailHead {
  /** Of `signedText`; null = this gateway has no key. */
  signature: string | null;
}

export interface SignedHeadsParts {
  store: Store;
  gateway: string;
  head: () => TrailHead;
  sign: ((text: string) => string | Promise<string>) | null;
  now: () => number;
  log: (message: string) => void;
  /** A failure that nobody expected: the process must end. */
  bug: (error: unknown) => void;
}

export function signedText(gateway: string, { seq, hash, at }: TrailHead): string {
  return `lineside audit head ${canonicalJson({ gateway, seq, hash, at })}`;
}

/** All that were stated, oldest first. */
export async function statedHeads(store: Store, gateway: string): Promise<(Configuration & { body: SignedHead })[]> {
  const stored = await store.range(configDatabase(gateway), prefixRange(`cfg:audit-head:${gateway}:`));
  return stored as unknown as (Configuration & { body: SignedHead })[];
}

/** Now, and each hour until `signal` aborts. */
export function stateHeads(parts: SignedHeadsParts, signal: AbortSignal): void {
  const state = (): void => {
    stateHead(parts).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'STORE_UNREACHABLE') return parts.bug(error);
      parts.log(`The audit trail's head is not stated for now: ${error.message}`);
    });
  };
  state();
  const hours = setInterval(state, HOUR_MS);
  signal.addEventListener('abort', () => clearInterval(hours), { once: true });
}

/** A version, if the head moved since the last one. */
export async function stateHead({ store, gateway, head, sign, now }: SignedHeadsParts): Promise<void> {
  const reached = head();
  const database = configDatabase(gateway);
  const newest = { ...prefixRange(`cfg:audit-head:${gateway}:`), descending: true, limit: 1 };
  const [latest] = (await store.range(database, newest)) as unknown as (Configuration & { body: SignedHead })[];
  if (reached.seq === (latest?.body.seq ?? 0)) return;
  const { seq, hash, at } = reached;
  const body: SignedHead = { seq, hash, at, signature: (await sign?.(signedText(gateway, reached))) ?? null };
  const received = now();
  const validFrom = Math.max(received, (latest?.validFrom ?? 0) + 1);
  const version = configVersion(body);
  const document: Configuration = {
    _id: configurationId('audit-head', gateway, validFrom, version),
    type: 'cfg',
    schema: 1,
    line: null,
    at: received,
    received,
    by: { origin: gateway, user: null },
    kind: 'audit-head',
    entity: gateway,
    validFrom,
    hash: version,
    body,
  };
  await store.insert(database, [document as unknown as StoredDocument]);
}
