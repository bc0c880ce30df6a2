/** A plant file as a person would write it: JSON in which what belongs together stands on one line. */

/** As `.prettierrc` has it, for eyes that know the code. */
const WIDTH = 120;
const INDENT = 2;

export function plantText(plant: unknown): string {
  return `${written(plant, 0, 0)}\n`;
}

/** `before` = characters on the line before it, its indent included. */
function written(value: unknown, indent: number, before: number): string {
  const flat = onOneLine(value);
  // One character is left for the comma after it.
  if (typeof value !== 'object' || value === null || before + flat.length < WIDTH) return flat;
  const inner = indent + INDENT;
  const items = Array.isArray(value)
    ? value.map((item: unknown) => written(item, inner, inner))
    : entriesOf(value).map(([key, item]) => {
        const name = `${JSON.stringify(key)}: `;
        return name + written(item, inner, inner + name.length);
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const lines = items.map((item) => ' '.repeat(inner) + item).join(',\n');
  return `${open}\n${lines}\n${' '.repeat(indent)}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = entriesOf(value).map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** What is undefined is not there. */
function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}
