/** An entry for each thing that people said, once: follows the facts as they are stored, so nothing that is kept goes unsaid. */
import type { By } from '../../shared/documents/document.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { FactFeed } from '../projections/fact-feed.ts';
import type { Happened } from './audit.ts';
import type { AuditChain } from './audit-chain.ts';
import { AuditedFacts } from './audited-facts.ts';
import { factPlace, isPersonFact, said, SAID_IN, type PersonFact } from './said.ts';

export interface FactEntriesParts {
  store: Store;
  gateway: string;
  chain: AuditChain;
  /** What the author was when it was said. */
  rolesOf: (by: By, at: number) => readonly string[];
  now: () => number;
}

/** Its position is kept apart from the projections': it outlives their epochs. */
const EPOCH = 'audit';

/** To be run as the other feeds are: of what people said about lines, and about the plan. */
export async function openFactEntries(parts: FactEntriesParts): Promise<FactFeed[]> {
  const { store, gateway, chain } = parts;
  const audited = await AuditedFacts.open(parts);
  chain.onMade = (entry) => audited.made(entry);
  const handle = async (documents: StoredDocument[]): Promise<void> => {
    const facts = documents.filter(isPersonFact);
    if (facts.length === 0) return;
    const open = await audited.without(facts);
    const replaced = await replacedFacts(parts, open);
    // Also without any: those that were made and are not kept yet must be kept before the feed goes on.
    await chain.append(open.map((fact) => happened(parts, fact, replaced)));
  };
  return Object.keys(SAID_IN).map(
    (kind) => new FactFeed({ store, gateway, epoch: EPOCH, prefix: `${kind}_${gateway}_`, handle }),
  );
}

function happened(
  { rolesOf }: FactEntriesParts,
  fact: PersonFact,
  replaced: ReadonlyMap<string, StoredDocument>,
): Happened {
  const { _id: subject, by, line, at: clientAt, why, comment = why, supersedes } = fact;
  const old = typeof supersedes === 'string' ? replaced.get(supersedes) : undefined;
  return {
    ...{ what: 'entry', subject, line, clientAt, user: by.user, device: by.origin, roles: rolesOf(by, clientAt) },
    old: old ? said(old) : null,
    new: said(fact),
    reason: typeof comment === 'string' ? comment : null,
  };
}

/** Those that are here: what another gateway has of a line cannot be quoted. */
async function replacedFacts(
  { store, gateway }: FactEntriesParts,
  facts: readonly PersonFact[],
): Promise<Map<string, StoredDocument>> {
  const wanted = facts.flatMap(({ supersedes, line }) => {
    const database = typeof supersedes === 'string' ? factPlace(gateway, line, supersedes) : null;
    return database === null ? [] : [{ database, id: String(supersedes) }];
  });
  const found = new Map<string, StoredDocument>();
  for (const [database, of] of Map.groupBy(wanted, (each) => each.database)) {
    const ids = [...new Set(of.map(({ id }) => id))];
    for (const document of await store.get(database, ids)) if (document) found.set(document._id, document);
  }
  return found;
}
