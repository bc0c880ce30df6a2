import { describe, expect, it } from 'vitest';
import { joinTabs, type TabChannel, type TabListener, type TabMessage } from '../../../pwa/data/tabs.ts';

/** Tabs of one browser: a message reaches all but the sender. */
function browser(): () => TabChannel {
  const tabs = new Map<TabChannel, (event: { data: TabMessage }) => void>();
  return () => {
    const tab: TabChannel = {
      postMessage: (data) => [...tabs].forEach(([other, listener]) => other !== tab && listener({ data })),
      addEventListener: (_type, listener) => tabs.set(tab, listener),
      close: () => tabs.delete(tab),
    };
    return tab;
  };
}

function listener(replay: TabMessage[] | null): TabListener & { seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    events: (events) => seen.push(...events.map((event) => event.type)),
    lost: () => seen.push('lost'),
    away: (away) => seen.push(away ? `at ${away.name}` : 'home'),
    progress: () => undefined,
    again: () => undefined,
    synced: () => seen.push('synced'),
    access: () => seen.push('access'),
    replay: () => replay,
  };
}

describe('the tabs of a device', () => {
  const beat = { type: 'beat', now: 1 } as const;

  it('hear from the leading tab what they missed when they open', () => {
    const open = browser();
    joinTabs(open(), listener([{ type: 'events', events: [beat] }, { type: 'synced' }]));
    joinTabs(open(), listener(null));
    const late = listener(null);
    joinTabs(open(), late);
    expect(late.seen).toEqual(['beat', 'synced']);
  });

  it('hear where the device is', () => {
    const open = browser();
    const follower = listener(null);
    joinTabs(open(), follower);
    const leader = open();
    const away = {
      gateway: 'gw-8',
      name: 'Line 8',
      role: 'line',
      lines: ['line8'],
      home: 'Plant',
      homeHeardAt: 1,
    } as const;
    leader.postMessage({ type: 'away', away });
    leader.postMessage({ type: 'away', away: null });
    expect(follower.seen).toEqual(['at Line 8', 'home']);
  });

  it('hear what the leading tab passes on, and that it has lost the gateway', () => {
    const open = browser();
    const follower = listener(null);
    joinTabs(open(), follower);
    const leader = open();
    joinTabs(leader, listener([]));
    leader.postMessage({ type: 'events', events: [beat] });
    leader.postMessage({ type: 'lost' });
    expect(follower.seen).toEqual(['beat', 'lost']);
  });
});
