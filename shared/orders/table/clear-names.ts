/** What products, lines, groups and families are called in a table, so that it is read back as the very same. */
import type { Situation } from '../../schedule/schedule.ts';
import { knownNames } from './known-names.ts';
import { plainText } from './plain-text.ts';

/** Null = no name of it is its own: the cell stays empty, and says nothing. */
export interface ClearNames {
  product: (id: string) => string | null;
  /** Of its other names, if nothing else is called so. */
  ownName: (id: string, name: string | undefined) => string | null;
  line: (id: string) => string | null;
  group: (id: string) => string | null;
  family: (name: string) => string | null;
}

export function clearNames(situation: Situation): ClearNames {
  const names = knownNames(situation);
  const isOf = (id: string) => (name: string | undefined) => {
    const called = name === undefined ? [] : names.products(name);
    return called.length === 1 && called[0] === id;
  };
  return {
    product: (id) => {
      const fields = situation.plan.products.get(id)?.fields;
      return [fields?.name, fields?.shortName, fields?.item, id].find(isOf(id)) ?? null;
    },
    ownName: (id, name) => (isOf(id)(name) ? name! : null),
    line: (id) => {
      const name = situation.lines.find((line) => line.id === id)?.name;
      return [name, id].find((each) => each !== undefined && names.line(each) === id) ?? null;
    },
    group: (id) => {
      const name = situation.plant.processGroups.find((group) => group.id === id)?.name;
      return [name, id].find((each) => each !== undefined && names.group(each) === id) ?? null;
    },
    family: (family) => {
      const fields = situation.plan.products.get(family)?.fields;
      const all = fields ? [fields.name, fields.shortName, fields.item, family] : [family];
      return all.find((each) => each !== undefined && plainText(each) !== '' && names.family(each) === family) ?? null;
    },
  };
}
