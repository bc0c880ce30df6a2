/** Runs in the browser: the import dialog over a small plant's plan, and a gateway that answers one workbook, if it answers. */
import '../../pwa/pages/ls-plan-import.ts';
import { planTablesData } from '../../pwa/data/plan-tables.ts';
import type { AppData } from '../../pwa/data/line-data.ts';
import type { PlanActing } from '../../pwa/pages/plan-acting.ts';
import type { PlanView } from '../../pwa/data/planning.ts';
import { startJob } from '../../shared/orders/verbs/running.ts';
import { tokens } from '../../pwa/styles/tokens.ts';
import { planningWorld } from '../fixtures/planning-world.ts';

declare global {
  interface Window {
    /** Opens the dialog anew over an empty plan. `reachable`: the gateway answers. */
    openImport(reachable: boolean): void;
    /** Enters an order of that lot number and starts it. */
    begin(lot: string, quantity: number): void;
    /** Lot number, quantity and product of the orders that there are. */
    ordersNow(): (string | number | undefined)[][];
    told: string[];
    /** Ms: the longest time for which the screen did not answer. */
    longest: number;
  }
}

const SHEETS = [
  { name: 'Cover', rows: [] },
  {
    name: 'Week 47',
    rows: [
      ['Work order', 'Product', 'Lot number', 'Quantity'],
      ['WO-1', 'Pouch A', '159135', '1000'],
    ],
  },
  {
    name: 'Products',
    rows: [
      ['Name', 'Item number'],
      ['Pouch C', '77'],
    ],
  },
];

window.openImport = (reachable) => {
  window.told = [];
  document.adoptedStyleSheets = [tokens.styleSheet!];
  document.body.style.cssText = 'margin:0;background:var(--ls-ground)';
  const plant = planningWorld();
  const dialog = document.createElement('ls-plan-import');
  const fetch = () =>
    reachable ? Promise.resolve(Response.json({ sheets: SHEETS })) : Promise.reject(new TypeError());
  const view = () => {
    const { situation, schedule } = plant.world;
    return { ...situation, situation, schedule } as unknown as PlanView;
  };
  const acting: Pick<PlanActing, 'world' | 'attempt'> = {
    world: () => plant.world,
    attempt(attempt, done) {
      plant.say((world) => attempt(world));
      window.told.push(done);
      dialog.view = view();
      return Promise.resolve(true);
    },
  };
  const planTables = planTablesData(fetch, new AbortController().signal);
  Object.assign(dialog, { data: { planTables } as AppData, acting: acting as PlanActing, view: view() });
  dialog.addEventListener('closed', () => dialog.remove());
  const main = document.createElement('main');
  main.append(dialog);
  document.body.replaceChildren(main);
  window.begin = (lot, quantity) => {
    const order = plant.order(lot, { lotNumber: lot, quantity });
    plant.say((world) => startJob(world, { job: `${order}.1`, line: 'line8' }));
    dialog.view = view();
  };
  window.ordersNow = () =>
    [...plant.plan.orders.values()]
      .map(({ fields }) => [fields.lotNumber, fields.quantity, fields.product])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
};
