/** The changeover matrix: families (and products that have entries of their own) by families; cells are minutes. Pure. */
import { localMidnight } from '../../shared/calendar/zone.ts';
import type { Edit } from '../../shared/orders/verbs/sheet.ts';
import type { Plan, Planned } from '../../shared/orders/plan.ts';
import { minutesText, typedMinutes } from '../components/sheet/sheet-typed.ts';
import type { SheetCell, SheetColumn } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { familiesOf, type MasterTable } from './products-table.ts';
import type { Typed } from './orders-typed.ts';

type Changeover = Planned<'changeover'>;
const ANY = '*';

/** What has a row and a column: families, products that are named, any. */
export function matrixNames(plan: Plan, also: readonly string[]): string[] {
  const named = [...plan.changeovers.values()].flatMap(({ fields }) => [fields.from ?? ANY, fields.to ?? ANY]);
  const families = familiesOf(plan).filter((family) => family !== ANY);
  const others = [...new Set([...named, ...also])].filter((name) => name !== ANY && !families.includes(name));
  return [...families, ...others.sort((a, b) => a.localeCompare(b)), ANY];
}

/** `line` '' = what holds on all lines. */
export function matrixTable(view: PlanView, line: string, also: readonly string[], editable: boolean): MasterTable {
  const { plan, plant, schedule } = view;
  const today = new Date(localMidnight(plant.timezone, schedule.now)).toISOString().slice(0, 10);
  const valid = [...plan.changeovers.values()].filter((entry) => isValid(entry, today));
  const names = matrixNames(plan, also);
  const shown = (name: string) => (name === ANY ? s('anyFamily') : (plan.products.get(name)?.fields.name ?? name));
  const own = (from: string, to: string) =>
    latest(valid.filter(({ fields }) => fields.from === from && fields.to === to && (fields.line ?? '') === line));
  const columns: SheetColumn[] = [
    { key: 'from', title: s('fromFamily'), kind: 'computed', editable: false, width: 168 },
    ...names.map((name, index): SheetColumn => ({
      card: { line: index < names.length / 2 ? 1 : 2, titled: true },
      key: `to:${name}`,
      title: shown(name),
      kind: 'duration',
      editable,
      width: 104,
    })),
  ];
  return {
    label: s('tab-changeovers'),
    entity: null,
    columns,
    rows: names.map((from) => ({
      id: from,
      title: shown(from),
      cells: {
        from: { text: shown(from) },
        ...Object.fromEntries(
          names.map((to): [string, SheetCell] => {
            const ms = own(from, to)?.fields.ms;
            if (ms !== undefined) return [`to:${to}`, { text: minutesText(ms), amount: ms / 60_000 }];
            const general = followed(plan, valid, { from, to, line });
            return [`to:${to}`, { text: minutesText(general?.fields.ms), faint: true }];
          }),
        ),
      },
    })),
    read: (_column, typed) => readMinutes(typed),
    edits: (from, values) =>
      Object.entries(values).flatMap(([column, ms]): Edit[] => {
        const to = column.slice('to:'.length);
        const entry = own(from ?? ANY, to);
        if (ms === null) return entry ? [{ entity: 'changeover', id: entry.id, fields: { deleted: true } }] : [];
        if (entry) return [{ entity: 'changeover', id: entry.id, fields: { ms } }];
        return [{ entity: 'changeover', fields: { from: from ?? ANY, to, ms, ...(line !== '' && { line }) } }];
      }),
  };
}

export function readMinutes(text: string): Typed {
  const ms = typedMinutes(text);
  return ms === undefined ? { ok: false, why: s('wrongMinutes') } : { ok: true, value: ms };
}

/** The most special of the entries that say it for something more general; as the forecast ranks them. */
function followed(
  plan: Plan,
  valid: readonly Changeover[],
  { from, to, line }: { from: string; to: string; line: string },
): Changeover | null {
  const [sources, targets] = [generalised(plan, from), generalised(plan, to)];
  let best: Changeover | null = null;
  let bestRank = -Infinity;
  for (const entry of valid) {
    const i = sources.indexOf(entry.fields.from ?? '');
    const j = targets.indexOf(entry.fields.to ?? '');
    if (i < 0 || j < 0 || (entry.fields.line !== undefined && entry.fields.line !== line)) continue;
    const rank = Number(entry.fields.line !== undefined) - 2 * (10 * (i + j) + j);
    if (rank > bestRank) [best, bestRank] = [entry, rank];
  }
  return best;
}

function generalised(plan: Plan, name: string): string[] {
  const family = plan.products.get(name)?.fields.family;
  return [...new Set([name, ...(family === undefined ? [] : [family]), ANY])];
}

function isValid({ fields: { validFrom, validTo } }: Changeover, today: string): boolean {
  return (validFrom ?? '') <= today && (validTo === undefined || today < validTo);
}

function latest(entries: readonly Changeover[]): Changeover | undefined {
  return [...entries].sort((a, b) => ((a.fields.validFrom ?? '') < (b.fields.validFrom ?? '') ? 1 : -1))[0];
}
