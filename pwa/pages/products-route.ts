/** A product's route as a form has it: texts; and back, with what cannot be so. Pure. */
import type { RouteStep, TaskKind, TaskTemplate } from '../../shared/orders/entities.ts';
import { minutesText, typedMinutes, typedNumber } from '../components/sheet/sheet-typed.ts';
import type { AfterDraft, StepDraft, TaskDraft } from '../components/sheet/route-draft.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';

const MINUTE_MS = 60_000;

export function draftsOf(route: readonly RouteStep[]): StepDraft[] {
  return route.map((step) => ({
    key: step.key,
    operation: step.operation,
    processGroup: step.processGroup ?? '',
    lines: step.lines ?? [],
    factor: numberText(step.factor),
    ratePerHour: numberText(step.ratePerHour),
    setup: minutesText(step.setupMs),
    crew: step.crew ?? '',
    after: (step.after ?? []).map(({ key, waitMs, overlap }) => ({
      ...{ key, wait: minutesText(waitMs), overlap: numberText(overlap) },
    })),
    tasks: (step.tasks ?? []).map(({ key, kind, name, department = '', at, offsetMs, blocks }) => ({
      ...{ key, kind, name, department, at, blocks, offset: minutesText(offsetMs) },
    })),
  }));
}

export function newStep(route: readonly StepDraft[]): StepDraft {
  const before = route.at(-1);
  return {
    ...{ key: freeKey('step', route), operation: '', processGroup: before?.processGroup ?? '', lines: [], factor: '' },
    ...{ ratePerHour: '', setup: '', crew: '', tasks: [] },
    after: before ? [{ key: before.key, wait: '', overlap: '' }] : [],
  };
}

export function newTask(tasks: readonly TaskDraft[]): TaskDraft {
  return {
    ...{
      key: freeKey('task', tasks),
      kind: 'other',
      name: '',
      department: '',
      at: 'start',
      offset: '0',
      blocks: false,
    },
  };
}

/** Only steps before it can come before it: so none waits for itself. */
export function earlier(route: readonly StepDraft[], index: number): StepDraft[] {
  if (index === 0) return [...route];
  const moved = [...route];
  moved.splice(index - 1, 2, route[index]!, route[index - 1]!);
  return withoutLost(moved);
}

export function withoutLost(route: readonly StepDraft[]): StepDraft[] {
  return route.map((step, index) => {
    const before = new Set(route.slice(0, index).map(({ key }) => key));
    return { ...step, after: step.after.filter(({ key }) => before.has(key)) };
  });
}

export function routeOf(
  drafts: readonly StepDraft[],
): { ok: true; route: RouteStep[] } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const route = drafts.map((draft, index) => stepOf(draft, index + 1, problems));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, route };
}

/** `number` = how it is called in what is wrong with it. */
export function stepOf(draft: StepDraft, number: number, problems: string[]): RouteStep {
  const { key, processGroup, lines } = draft;
  const wrong = (field: string) => void problems.push(s('wrongInStep', number, field));
  const operation = draft.operation.trim();
  const crew = draft.crew.trim();
  if (operation === '') problems.push(s('needsOperation', number));
  if (draft.tasks.some(({ name }) => name.trim() === '')) problems.push(s('needsTask', number));
  const factor = above0(draft.factor, () => wrong(s('factor')));
  const ratePerHour = above0(draft.ratePerHour, () => wrong(s('ratePerHour')));
  const setupMs = minutes(draft.setup, () => wrong(s('setup')));
  return {
    ...{ key, operation },
    ...(processGroup !== '' && { processGroup }),
    ...(lines.length > 0 && { lines: [...lines] }),
    ...(factor !== null && { factor }),
    ...(ratePerHour !== null && { ratePerHour }),
    ...(setupMs !== null && { setupMs }),
    ...(crew !== '' && { crew }),
    ...(draft.after.length > 0 && { after: draft.after.map((one) => afterOf(one, wrong)) }),
    ...(draft.tasks.length > 0 && { tasks: draft.tasks.map((task) => taskOf(task, wrong)) }),
  };
}

function afterOf({ key, wait, overlap }: AfterDraft, wrong: (field: string) => void) {
  const waitMs = minutes(wait, () => wrong(s('wait')));
  const pieces = above0(overlap, () => wrong(s('overlap')), true);
  return { key, ...(waitMs !== null && { waitMs }), ...(pieces !== null && { overlap: pieces }) };
}

function taskOf(
  { key, kind, name, department, at, offset, blocks }: TaskDraft,
  wrong: (field: string) => void,
): TaskTemplate {
  const count = typedNumber(offset);
  if (count === undefined) wrong(s('offset'));
  const whose = department.trim();
  return {
    ...{ key, kind: kind as TaskKind, name: name.trim(), at, blocks },
    offsetMs: Math.round((count ?? 0) * MINUTE_MS),
    ...(whose !== '' && { department: whose }),
  };
}

function above0(text: string, wrong: () => void, whole = false): number | null {
  const value = typedNumber(text, whole);
  if (value === undefined || (value !== null && value <= 0)) wrong();
  return value ?? null;
}

function minutes(text: string, wrong: () => void): number | null {
  const ms = typedMinutes(text);
  if (ms === undefined) wrong();
  return ms ?? null;
}

function numberText(value: number | undefined): string {
  return value === undefined ? '' : minutesText(value * MINUTE_MS);
}

function freeKey(word: string, taken: readonly { key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  let number = taken.length + 1;
  while (keys.has(`${word}-${number}`)) number++;
  return `${word}-${number}`;
}

export function taskKindText(kind: TaskKind): string {
  return p(`task-${kind}`);
}
