/** What the plant files away: a line's report as .xlsx. */
import Router from '@koa/router';
import { wallTime } from '../../../shared/calendar/zone.ts';
import { AppError } from '../../../shared/errors.ts';
import { reportWorkbook, type LineReport } from '../report-workbook.ts';

export interface ReportAsked {
  line: string;
  /** ISO 8601, on the plant's clocks where it has no zone; absent = of the current production day. */
  from?: string;
  to?: string;
}

export function reportRoutes(parts: { report: (asked: ReportAsked) => Promise<LineReport> }): Router {
  const router = new Router({ prefix: '/api' });

  router.get('/lines/:line/report.xlsx', async (ctx) => {
    const { from, to } = ctx.query;
    if (Array.isArray(from) || Array.isArray(to))
      throw new AppError('REQUEST_INVALID', '"from" and "to" may each be given once.');
    const report = await parts.report({
      line: ctx.params.line!,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    });
    const body = await reportWorkbook(report);
    ctx.attachment(`${report.line.id}-${day(report)}.xlsx`);
    ctx.body = body;
  });
  return router;
}

/** `2026-10-06`: the day on the plant's clocks at which the window begins. */
function day({ from, zone }: LineReport): string {
  const { year, month, day } = wallTime(zone, from);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
