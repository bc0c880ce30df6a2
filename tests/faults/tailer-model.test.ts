import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filePattern } from '../../gateway/sources/file-pattern.ts';
import { FollowedFiles } from '../../gateway/sources/followed-files.ts';
import { isFileError } from '../../gateway/sources/regular-file.ts';
import { AppError } from '../../shared/errors.ts';
import { Ledger } from './tailer-ledger.ts';
import { Machine } from './tailer-machine.ts';
import type { Dialect } from './tailer-text.ts';

const SCRIPTS = 300 * Number(process.env.FAULT_RUNS ?? 1);
const SEED = Number(process.env.FAULT_SEED ?? 8);
const PATTERN = 'log*';
/** Longer than a shorter file may take to grow back, shorter than a file takes to count as finished. */
const WHILE_MS = 4_000;
const MOST_WHILES = 10;

const name = fc.constantFrom('log1', 'log2');
const count = fc.integer({ min: 0, max: 6 });
const act = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('append' as const), name, count, half: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('beginAgain' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('copyTruncate' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rewrite' as const), name, count, same: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cutBack' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('uploadAnew' as const), name, count }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replace' as const), name, count, same: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rotate' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('appendToRotated' as const), count }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('vanish' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('comeBack' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
const step = fc.oneof(
  { weight: 30, arbitrary: act },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('lookAt' as const), name }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('lookWhile' as const), act, after: fc.nat(6) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('crash' as const), forget: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refuse' as const), count: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const dialect: fc.Arbitrary<Dialect> = fc
  .record({
    encoding: fc.constantFrom('utf-8' as const, 'latin1' as const, 'utf-16le' as const, 'utf-16be' as const),
    mark: fc.boolean(),
    lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
    header: fc.constantFrom(
      undefined,
      { names: true },
      { lines: 2 },
      { lines: 1, names: true },
      { until: '***End', names: true },
    ),
  })
  .map((each) => ({ ...each, mark: each.mark && each.encoding !== 'latin1' }));

/** Follows the files of a folder by the very looks that a csv source takes, and can be thrown away at any moment. */
class Reader {
  readonly #root: string;
  readonly #ledger: Ledger;
  readonly #how;
  #files: FollowedFiles;

  constructor(root: string, ledger: Ledger, { encoding, header }: Dialect) {
    this.#root = root;
    this.#ledger = ledger;
    const rule = { sourceId: 'line8/vision', header, encoding };
    this.#how = { rule, parts: ledger, signal: new AbortController().signal };
    this.#files = this.#new();
  }

  /** Resolves with whether the look went through. */
  async look(name?: string): Promise<boolean> {
    try {
      if (name === undefined || !this.#files.has(name)) await this.#files.read(await this.#files.sweep(), this.#how);
      else if (await this.#files.needsReading(name)) await this.#files.read([name], this.#how);
      return true;
    } catch (error) {
      if (isFileError(error) || error instanceof AppError) return false;
      throw error;
    }
  }

  async restart(): Promise<void> {
    await this.#files.close();
    this.#files = this.#new();
  }

  close(): Promise<void> {
    return this.#files.close();
  }

  #new(): FollowedFiles {
    return new FollowedFiles(this.#root, filePattern(PATTERN), () => this.#ledger.now());
  }
}

function perform(machine: Machine, act: Act): void {
  switch (act.do) {
    case 'append':
      return machine.append(act.name, act.count, act.half);
    case 'beginAgain':
      return machine.beginAgain(act.name);
    case 'copyTruncate':
      return machine.copyTruncate(act.name);
    case 'rewrite':
      return machine.rewrite(act.name, act.count, act.same);
    case 'cutBack':
      return machine.cutBack(act.name);
    case 'uploadAnew':
      return machine.uploadAnew(act.name, act.count);
    case 'replace':
      return machine.replace(act.name, act.count, act.same);
    case 'rotate':
      return machine.rotate(act.name);
    case 'appendToRotated':
      return machine.appendToRotated(act.count);
    case 'remove':
      return machine.remove(act.name);
    case 'vanish':
      return machine.vanish();
    case 'comeBack':
      return machine.comeBack();
  }
}

async function run(dialect: Dialect, steps: readonly Step[]): Promise<{ ledger: Ledger; machine: Machine }> {
  const parent = await mkdtemp(join(tmpdir(), 'lineside-tailer-'));
  const root = join(parent, 'logs');
  await mkdir(root);
  const ledger = new Ledger();
  const wasRead = (): Set<number> => new Set(ledger.blocks.flatMap(({ bytes }) => machine.rowsOf(bytes)));
  const machine = new Machine({
    root,
    dialect,
    matches: (each) => filePattern(PATTERN).matches(each),
    wasRead,
    now: () => ledger.now(),
    rotatesOut: true,
  });
  const reader = new Reader(root, ledger, dialect);
  let whiles = 0;
  const look = async (name?: string): Promise<void> => {
    const went = await reader.look(name);
    if (went && name === undefined) machine.wasLookedAt();
  };
  try {
    for (const step of steps) {
      if (step.do === 'look') await look();
      else if (step.do === 'lookAt') await look(step.name);
      else if (step.do === 'lookWhile') {
        ledger.meanwhile = { after: step.after, act: () => perform(machine, step.act) };
        await reader.look();
        if (ledger.meanwhile) perform(machine, step.act);
        ledger.meanwhile = null;
      } else if (step.do === 'crash') {
        ledger.forgetLast(step.forget);
        machine.readerIsGone();
        await reader.restart();
      } else if (step.do === 'refuse') ledger.refusals = step.count;
      else if (step.do === 'wait') {
        if (whiles++ < MOST_WHILES) ledger.laterMs += WHILE_MS;
        machine.uploadsStandStill();
      } else perform(machine, step);
    }
    machine.finish();
    ledger.refusals = 0;
    for (let i = 0; i < 3; i++) {
      await reader.look();
      ledger.laterMs += WHILE_MS;
    }
    return { ledger, machine };
  } finally {
    await reader.close();
    await rm(parent, { recursive: true });
    expect(existsSync(parent)).toBe(false);
  }
}

function check({ ledger, machine }: { ledger: Ledger; machine: Machine }): void {
  const generations = ledger.generations();
  const versions = machine.versions;
  for (const bytes of generations) {
    const isOfSomeFile = versions.some((version) => version.subarray(0, bytes.length).equals(bytes));
    expect(isOfSomeFile, 'every generation is how some file began').toBe(true);
  }
  const times = new Map<number, number>();
  for (const row of generations.flatMap((bytes) => machine.rowsOf(bytes))) times.set(row, (times.get(row) ?? 0) + 1);
  const written = new Set(versions.flatMap((version) => machine.rowsOf(version)));
  const missed = [...written].filter((row) => !times.has(row) && !machine.mayMiss.has(row));
  const repeated = [...times].filter(([row, n]) => n > 1 && !machine.mayRepeat.has(row)).map(([row]) => row);
  const story = ledger.story((bytes) => machine.rowsOf(bytes));
  expect({ missed, repeated }, story).toEqual({ missed: [], repeated: [] });
}

describe('reading files that a machine writes, rotates, rewrites, uploads and deletes, with restarts at any moment', () => {
  it(
    `gives every complete row exactly once (${SCRIPTS} scripts)`,
    async () => {
      const script = fc.array(step, { minLength: 15, maxLength: 40, size: 'max' });
      await fc.assert(
        fc.asyncProperty(dialect, script, async (dialect, steps) => check(await run(dialect, steps))),
        { numRuns: SCRIPTS, seed: SEED },
      );
    },
    60_000 + SCRIPTS * 200,
  );
});
