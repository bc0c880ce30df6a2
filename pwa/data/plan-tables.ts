/** Tables that come to the plan and go from it. CSV is read here, also out of reach; workbooks are the gateway's to read and write. */
import { readTable } from '../../shared/orders/table/read-table.ts';
import { MOST_READ_ROWS, MOST_TABLE_BYTES, type ReadSheet, type Workbook } from '../../shared/orders/table/sheet.ts';
import { isWorkbook, tableText } from '../../shared/orders/table/table-text.ts';
import { isRecord, type NotDone, type Told } from './asking.ts';
import type { Fetch } from './requests.ts';

interface Unread {
  ok: false;
  why: 'too-large' | 'too-many-rows' | 'no-text';
  detail: null;
}

export interface PlanTablesData {
  /** The sheets of a file. `too-large`, `too-many-rows` and `no-text` are said without asking anybody. Never rejects. */
  read(file: Blob, stop: AbortSignal): Promise<Told<ReadSheet[]> | Unread>;
  /** The bytes of an .xlsx file. Never rejects. */
  workbook(workbook: Workbook, stop: AbortSignal): Promise<Told<Uint8Array<ArrayBuffer>>>;
}

const UNREACHABLE: NotDone = { ok: false, why: 'unreachable', detail: null, code: null };

export function planTablesData(fetch: Fetch, closing: AbortSignal): PlanTablesData {
  const post = async (path: string, type: string, body: BodyInit, stop: AbortSignal): Promise<Response | NotDone> => {
    try {
      const signal = AbortSignal.any([closing, stop]);
      const response = await fetch(path, { method: 'POST', headers: { 'content-type': type }, body, signal });
      return response.ok ? response : await refusal(response);
    } catch {
      return UNREACHABLE;
    }
  };
  return {
    async read(file, stop) {
      if (file.size > MOST_TABLE_BYTES) return { ok: false, why: 'too-large', detail: null };
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (!isWorkbook(bytes)) {
        const text = tableText(bytes, (part, encoding) => new TextDecoder(encoding, { fatal: true }).decode(part));
        if (text === null) return { ok: false, why: 'no-text', detail: null };
        const rows = readTable(text);
        return rows.length > MOST_READ_ROWS
          ? { ok: false, why: 'too-many-rows', detail: null }
          : { ok: true, value: [{ name: 'CSV', rows }] };
      }
      const answer = await post('/api/plan/tables', 'application/octet-stream', bytes, stop);
      if (!(answer instanceof Response)) return answer;
      const body = (await answer.json().catch(() => null)) as unknown;
      const sheets = isRecord(body) ? body['sheets'] : null;
      return Array.isArray(sheets) && sheets.every(isSheet)
        ? { ok: true, value: sheets }
        : { ok: false, why: 'failed', detail: null, code: null };
    },
    async workbook(workbook, stop) {
      const answer = await post('/api/plan/workbook', 'application/json', JSON.stringify(workbook), stop);
      if (!(answer instanceof Response)) return answer;
      const bytes = await answer.arrayBuffer().catch(() => null);
      return bytes === null ? UNREACHABLE : { ok: true, value: new Uint8Array(bytes) };
    },
  };
}

async function refusal(response: Response): Promise<NotDone> {
  const problem = (await response.json().catch(() => null)) as unknown;
  const text = (name: string) => (isRecord(problem) && typeof problem[name] === 'string' ? problem[name] : null);
  return { ok: false, why: 'failed', detail: text('detail'), code: text('code') };
}

function isSheet(value: unknown): value is ReadSheet {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    Array.isArray(value['rows']) &&
    value['rows'].every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string'))
  );
}
