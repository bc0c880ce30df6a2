/** What the plant files away: a line's report as .xlsx. */
import { wallTime } from '../../../shared/calendar/zone.ts';
import { AppError } from '../../../shared/errors.ts';
import type { TrailHead } from '../../../shared/audit/protocol.ts';
import type { Audit } from '../../audit/audit.ts';
import { actorOf } from '../../auth/principal.ts';
import { reportWorkbook, type LineReport } from '../report-workbook.ts';
import type { Route } from '../route.ts';

export interface ReportAsked {
  line: string;
  /** ISO 8601, on the plant's clocks where it has no zone; absent = of the current production day. */
  from?: string;
  to?: string;
}

export function reportRoutes(parts: {
  report: (asked: ReportAsked) => Promise<LineReport>;
  audit: Audit & { head(): TrailHead };
}): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/lines/:line/report.xlsx',
      access: 'analyse',
      lines: ({ params }) => [params.line!],
      handle: async ({ ctx, params, principal }) => {
        const { from, to } = ctx.query;
        if (Array.isArray(from) || Array.isArray(to))
          throw new AppError('REQUEST_INVALID', '"from" and "to" may each be given once.');
        const report = await parts.report({
          line: params.line!,
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
        });
        const window = { from: report.from, to: report.to };
        await parts.audit.record({
          ...{ what: 'export', subject: `report ${report.line.id}`, line: report.line.id, new: window },
          ...actorOf(principal),
        });
        // This very export is in it.
        const body = await reportWorkbook(report, parts.audit.head());
        ctx.attachment(`${report.line.id}-${day(report)}.xlsx`);
        ctx.body = body;
      },
    },
  ];
}

/** `2026-10-06`: the day on the plant's clocks at which the window begins. */
function day({ from, zone }: LineReport): string {
  const { year, month, day } = wallTime(zone, from);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
