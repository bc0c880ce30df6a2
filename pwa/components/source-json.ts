/** A JSON text that a person is writing: its value, and where in the text a field stands, so that a problem can be shown at its place. */
export interface TextRange {
  from: number;
  to: number;
}

export type ReadJson =
  /** `ranges`: path of each field (`time.format`, `metrics.0`; empty = all of it) → its value in the text. */
  { ok: true; value: unknown; ranges: ReadonlyMap<string, TextRange> } | { ok: false; at: number };

export function readJson(text: string): ReadJson {
  const ranges = new Map<string, TextRange>();
  let at = 0;

  const blanks = () => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const take = (sign: string) => {
    blanks();
    if (text[at] !== sign) throw new Wrong(at);
    at++;
  };
  const token = (form: RegExp): string => {
    form.lastIndex = at;
    const found = form.exec(text)?.[0];
    if (found === undefined) throw new Wrong(at);
    at += found.length;
    return found;
  };
  /** Items until `end`, with commas between. */
  const items = (end: string, item: (index: number) => void) => {
    at++;
    blanks();
    if (text[at] === end) return void at++;
    for (let index = 0; ; index++) {
      item(index);
      blanks();
      if (text[at] === end) return void at++;
      take(',');
    }
  };
  const value = (path: string): void => {
    blanks();
    const from = at;
    const inside = (name: string | number) => value(path === '' ? String(name) : `${path}.${name}`);
    if (text[at] === '{') {
      items('}', () => {
        blanks();
        const name = JSON.parse(token(STRING)) as string;
        take(':');
        inside(name);
      });
    } else if (text[at] === '[') items(']', inside);
    else token(text[at] === '"' ? STRING : SCALAR);
    ranges.set(path, { from, to: at });
  };

  try {
    value('');
    blanks();
    if (at < text.length) throw new Wrong(at);
    return { ok: true, value: JSON.parse(text) as unknown, ranges };
  } catch (error) {
    return { ok: false, at: error instanceof Wrong ? error.at : at };
  }
}

/** Of the field, or of what it is missing in. */
export function rangeOf(ranges: ReadonlyMap<string, TextRange>, path: string): TextRange | null {
  const parts = path === '' ? [] : path.split('.');
  for (let count = parts.length; count >= 0; count--) {
    const range = ranges.get(parts.slice(0, count).join('.'));
    if (range) return range;
  }
  return null;
}

/** From 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

class Wrong extends Error {
  readonly at: number;

  constructor(at: number) {
    super();
    this.at = at;
  }
}
