/** What cells name: products, lines and process groups, by whatever a person calls them. */
import type { Situation } from '../../schedule/schedule.ts';
import type { Plan } from '../plan.ts';
import { plainName } from './columns.ts';
import { plainText } from './plain-text.ts';

export interface KnownNames {
  /** Ids of the products that are called so, by name, short name, item number or id. */
  products: (name: string) => readonly string[];
  /** By id, name, or the last word of the name (`8` of `Line 8`) where no other line has it. */
  line: (name: string) => string | null;
  group: (name: string) => string | null;
  /** A family as the plan writes it, `*`, the id of a product that alone is called so; else a family that is new. */
  family: (name: string) => string;
}

const ANY_WORDS = ['*', 'any', 'all', 'other', 'beliebig', 'alle', 'andere'];

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
  const families = familiesIn(plan);
  const exact = new Map([...families].reverse().map((family) => [plainText(family), family]));
  const alike = Map.groupBy(families, nameKey);
  return {
    family: (name) => {
      const text = plainText(name);
      if (text === '*') return '*';
      const family = exact.get(text);
      if (family !== undefined) return family;
      if (ANY_WORDS.includes(text.toLowerCase())) return '*';
      const same = alike.get(nameKey(name)) ?? [];
      const called = products.get(nameKey(name)) ?? new Set();
      if (same.length === 1) return same[0]!;
      return called.size === 1 ? [...called][0]! : text;
    },
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

/** Those of products, and those that only changeovers name. */
function familiesIn({ products, changeovers }: Plan): Set<string> {
  const ofProducts = [...products.values()].flatMap(({ fields }) => fields.family ?? []);
  const named = [...changeovers.values()].flatMap(({ fields: { from, to } }) => [from, to]);
  const isFamily = (name: string | undefined) => name !== undefined && name !== '*' && !products.has(name);
  return new Set([...ofProducts, ...named.filter(isFamily)] as string[]);
}
