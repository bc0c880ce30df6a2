/** How the starts of a source's files were declared in every version of its line, so that a known file stays the one it is. */
import type { LineDefinition } from '../../shared/equipment.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import type { FileStartRule } from '../sources/file-identity.ts';
import { prefixRange, type Store } from '../store/store.ts';

export class FormerRules {
  /** By source, each rule once, by its text. */
  readonly #rules = new Map<string, Map<string, FileStartRule>>();

  /** By whichever gateway: one may have taken the place of another. */
  static async load(store: Store, lines: readonly string[]): Promise<FormerRules> {
    const rules = new FormerRules();
    for (const database of await store.databases('config_'))
      for (const line of lines) {
        const versions = await store.range(database, prefixRange(`cfg:line:${line}:`));
        for (const { body } of versions) rules.note(body as LineDefinition);
      }
    return rules;
  }

  note(line: LineDefinition): void {
    for (const source of line.sources) {
      const id = `${line.id}/${source.id}`;
      const rule = ruleOf(source);
      if (rule) this.#rules.set(id, (this.#rules.get(id) ?? new Map<string, FileStartRule>()).set(textOf(rule), rule));
    }
  }

  /** Other than the one that is declared now; empty for most. */
  of(line: string, definition: SourceDefinition): FileStartRule[] {
    const now = ruleOf(definition);
    const known = [...(this.#rules.get(`${line}/${definition.id}`) ?? [])];
    return now ? known.filter(([text]) => text !== textOf(now)).map(([, rule]) => rule) : [];
  }
}

function ruleOf(source: SourceDefinition): FileStartRule | null {
  return source.kind === 'csv' ? { header: source.header, encoding: source.encoding } : null;
}

function textOf({ header, encoding }: FileStartRule): string {
  const { lines, until, times, names } = header ?? {};
  return JSON.stringify([lines, until, times, names, encoding]);
}
