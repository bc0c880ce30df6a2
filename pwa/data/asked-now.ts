/** What is asked of home each time and kept nowhere. */
import type { AppData } from './line-data.ts';
import type { Requests } from './requests.ts';

export function askedNow(requests: Requests): Pick<AppData, 'recorded' | 'rejectedRows' | 'gatewayHealth'> {
  return {
    async recorded(line, from, to) {
      const answer = await requests.recorded(line, from, to);
      return answer.ok ? { ok: true, recorded: answer.body } : { ok: false, why: whyOf(answer) };
    },
    async rejectedRows(line) {
      const answer = await requests.rejected(line);
      return answer.ok ? { ok: true, rows: answer.body } : { ok: false, why: whyOf(answer) };
    },
    async gatewayHealth() {
      const answer = await requests.health();
      return answer.ok ? { ok: true, health: answer.body } : { ok: false, why: whyOf(answer) };
    },
  };
}

function whyOf({ status }: { status: number | null }): 'unreachable' | 'failed' {
  return status === null ? 'unreachable' : 'failed';
}
