/** What cells name: products, lines and process groups, by whatever a person calls them. */
import type { Situation } from '../../schedule/schedule.ts';
import { plainName } from './columns.ts';
import { plainText } from './plain-text.ts';

export interface KnownNames {
  /** Ids of the products that are called so, by name, short name, item number or id. */
  products: (name: string) => readonly string[];
  /** By id, name, or the last word of the name (`8` of `Line 8`) where no other line has it. */
  line: (name: string) => string | null;
  group: (name: string) => string | null;
}

export function knownNames({ plan, lines, plant }: Situation): KnownNames {
  const products = new Map<string, Set<string>>();
  for (const { id, fields } of plan.products.values()) {
    for (const name of [id, fields.name, fields.shortName, fields.item]) {
      if (name === undefined) continue;
      const called = products.get(nameKey(name));
      if (called) called.add(id);
      else products.set(nameKey(name), new Set([id]));
    }
  }
  const whole = new Map(lines.flatMap(({ id, name }) => [id, name].map((each) => [plainName(each), id] as const)));
  const lastWords = Map.groupBy(lines, ({ name }) => plainName(name.split(/\s+/).at(-1)!));
  const groups = new Map(
    plant.processGroups.flatMap(({ id, name }) => [id, name].map((each) => [plainName(each), id] as const)),
  );
  return {
    products: (name) => [...(products.get(nameKey(name)) ?? [])],
    line: (name) => {
      const last = lastWords.get(plainName(name)) ?? [];
      return whole.get(plainName(name)) ?? (last.length === 1 ? last[0]!.id : null);
    },
    group: (name) => groups.get(plainName(name)) ?? null,
  };
}

/** `Strep A` and `Strep A+` are two: signs count, capitals and spaces do not. */
export function nameKey(name: string): string {
  return plainText(name).normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
