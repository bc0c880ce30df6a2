/** Sheets for planners: a workbook or CSV file as cells, and tables as a workbook. Nothing is kept, nothing changes by it. */
import type { Readable } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';
import { readTable } from '../../../shared/orders/table/read-table.ts';
import { isWorkbook, tableText } from '../../../shared/orders/table/table-text.ts';
import {
  MOST_READ_ROWS,
  MOST_TABLE_BYTES,
  MOST_WRITTEN_ROWS,
  Workbook,
  type ReadSheet,
} from '../../../shared/orders/table/sheet.ts';
import type { Audit } from '../../audit/audit.ts';
import { actorOf } from '../../auth/principal.ts';
import { route, type Route } from '../route.ts';
import { safeFileName } from '../safe-file-name.ts';
import { refuseOtherFiles } from '../text-file.ts';
import type { WorkbookThread } from '../workbook-thread.ts';

/** A sender that sends nothing for so long has gone. */
const SILENCE_MS = 30_000;
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `zone` = the plant's. */
export function tableRoutes(parts: { thread: WorkbookThread; zone: string; audit: Audit; now: () => number }): Route[] {
  const { thread, zone, audit, now } = parts;
  return [
    {
      method: 'POST',
      path: '/api/plan/tables',
      access: 'plan',
      handle: async ({ ctx }) => {
        if (!ctx.is('application/octet-stream'))
          throw new AppError('REQUEST_INVALID', 'Send the file as it is, with content type application/octet-stream.');
        if (Number(ctx.get('Content-Length')) > MOST_TABLE_BYTES) throw tooLarge();
        ctx.req.setTimeout(SILENCE_MS, () => ctx.req.destroy());
        try {
          const bytes = await received(ctx.req);
          ctx.body = { sheets: isWorkbook(bytes) ? await thread.read(bytes) : [textSheet(bytes)] };
        } finally {
          ctx.req.setTimeout(0);
        }
      },
    },
    route({
      method: 'POST',
      path: '/api/plan/workbook',
      access: 'see',
      body: Workbook,
      bodyLimitMb: 10,
      handle: async ({ ctx, body, principal }) => {
        const rows = body.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
        if (rows > MOST_WRITTEN_ROWS)
          throw new AppError(
            'REQUEST_INVALID',
            `${rows} rows are more than ${MOST_WRITTEN_ROWS}; export less, or as CSV.`,
          );
        const bytes = await thread.write(body, zone, now());
        await audit.record({
          ...{ what: 'export', subject: 'plan', new: { name: body.name, rows, format: 'xlsx' } },
          ...actorOf(principal),
        });
        ctx.attachment(`${safeFileName(body.name)}.xlsx`);
        ctx.type = SHEET_TYPE;
        ctx.body = bytes;
      },
    }),
  ];
}

async function received(stream: Readable): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let size = 0;
  try {
    for await (const block of stream.iterator({ destroyOnReturn: false })) {
      size += (block as Buffer).length;
      if (size > MOST_TABLE_BYTES) throw tooLarge();
      blocks.push(block as Buffer);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('REQUEST_INVALID', 'The file did not arrive as a whole. Give it again.', { cause: error });
  }
  return Buffer.concat(blocks);
}

function textSheet(bytes: Buffer): ReadSheet {
  refuseOtherFiles(bytes);
  const text = tableText(bytes, (part, encoding) => new TextDecoder(encoding, { fatal: true }).decode(part));
  if (text === null) throw new AppError('REQUEST_INVALID', 'The file is no text. Save it as .xlsx or as CSV (UTF-8).');
  const rows = readTable(text);
  if (rows.length > MOST_READ_ROWS)
    throw new AppError('REQUEST_INVALID', `The file has more than ${MOST_READ_ROWS - 1} rows. Split it.`);
  return { name: 'CSV', rows };
}

function tooLarge(): AppError {
  return new AppError(
    'REQUEST_INVALID',
    'The file is larger than 10 MB. Take what is not needed out of it, or split it.',
  );
}
