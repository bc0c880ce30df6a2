/** Leading put together for wherever the device is: at home as ever, elsewhere by a token, and only for what is known there. */
import { linesFor, type Authority } from '../../shared/access/may.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { GatewayReference, LineReference, ReferenceRow } from '../../shared/sync/rows.ts';
import type { AccessHere } from './access-here.ts';
import type { AccessState } from './access.ts';
import type { StoredRow } from './collections.ts';
import type { Keep } from './database.ts';
import { othersFor, speaksFor, type KnownGateways } from './gateways.ts';
import { lead, type LeadParts, type Leading } from './lead.ts';
import type { Away } from './line-data.ts';
import { awayAt } from './line-reach.ts';
import type { Fetch, PersonFact, Requests } from './requests.ts';
import { Roaming } from './roaming.ts';
import type { RoamingTimes } from './roaming-course.ts';
import { awayFromHome } from './roaming-requests.ts';
import { RoamingSession } from './roaming-session.ts';
import { fetchedStream } from './roaming-stream.ts';

export interface RoamingLeadParts extends Omit<LeadParts, 'beforeEntries'> {
  access: AccessHere;
  gateways: KnownGateways;
  /** Asks whatever gateway the address names; `fetch` asks home. */
  ask: Fetch;
  keep: Keep;
  /** Lines as they are called here. */
  lines: () => readonly LineReference[];
  homeHeardAt: () => number | null;
  moved: (away: Away | null) => void;
  /** Home has named other gateways than before, or was reached again: what pages may ask is to be made so. */
  named: () => void;
  times?: RoamingTimes;
}

const LOOKED_AT = 'looked-at';

/** Kept for all tabs: the one that leads goes where somebody looks. */
export function rememberLook(keep: Keep, line: string): void {
  keep.setItem(LOOKED_AT, line);
}

export function leadAnywhere(parts: RoamingLeadParts): Leading {
  const { access, gateways, keep, view, clock, random, fault } = parts;
  const homeId = () => access.store.memory.answer?.gateway ?? null;
  const lookedAt = () => keep.getItem(LOOKED_AT);

  function leadAt(at: RoamingSession | null): Leading {
    return lead({
      ...parts,
      ...(at ? elsewhere(at) : { beforeEntries: access.sendTickets }),
      roams: () => others().length > 0,
      heard(event: LiveEvent) {
        parts.heard(event);
        if (event.type === 'hello' && !at) parts.named();
        roaming.heard(event);
      },
      lost() {
        parts.lost();
        roaming.lost();
      },
    });
  }

  function elsewhere({ gateway, fetch, requests }: RoamingSession) {
    return {
      fetch,
      openStream: (url: string) => fetchedStream(fetch, url),
      beforeEntries: () => access.elsewhere.show(requests),
      spares: (line: string) => !speaksFor(gateway, line),
      through: (all: Requests) => awayFromHome(all, (fact) => whyForHome(gateway, fact)),
    };
  }

  function whyForHome(gateway: GatewayReference, fact: PersonFact) {
    // What is about no line is about the plan, which every gateway has: it says itself what it cannot take.
    if (fact.line !== null && !speaksFor(gateway, fact.line))
      return {
        code: 'line' as const,
        reason: `"${gateway.name}" does not know "${fact.line}"; it waits for its own.`,
      };
    if (access.elsewhere.isProved(fact)) return null;
    return { code: 'author' as const, reason: `Only home knows who entered it; "${gateway.name}" does not.` };
  }

  function others(): GatewayReference[] {
    const { memory, state } = access.store;
    if (!memory.enrolled) return [];
    return othersFor(gateways.all(), {
      home: homeId(),
      lines: linesFor(authorities(state), 'see'),
      lookedAt: lookedAt(),
    });
  }

  const roaming: Roaming<RoamingSession> = new Roaming({
    clock,
    random,
    fault,
    others,
    lookedAt,
    moved(to) {
      const from = { home: gateways.find(homeId()), homeHeardAt: parts.homeHeardAt() };
      parts.moved(to && awayAt(to, from, parts.lines()));
    },
    lead: leadAt,
    async homeAnswers() {
      await access.data.refresh();
      return access.store.state.reachable;
    },
    open: (gateway, stop) => RoamingSession.open({ ...access.elsewhere, gateway, fetch: parts.ask, stop }),
    ...(parts.delays && { delays: parts.delays }),
    ...(parts.times && { times: parts.times }),
  });

  const named = view.reference.findOne('gateways').$.subscribe((row) => {
    const stored = (row?.toJSON() as StoredRow<ReferenceRow> | undefined) ?? null;
    if (gateways.take(stored, homeId())) parts.named();
  });

  return {
    wake: () => roaming.wake(),
    again: () => roaming.again(),
    async stop() {
      named.unsubscribe();
      await roaming.stop();
    },
  };
}

function authorities({ device, person }: AccessState): Authority[] {
  return [
    ...(device ? [{ roles: [device.role], lines: device.lines }] : []),
    ...(person ? [{ roles: person.roles, lines: person.lines }] : []),
  ];
}
