/**
 * Reads the YAML that our compose files are written in: block mappings and lists, flow collections on one line, quoted and
 * plain scalars, anchors and merges. What it does not know it refuses, so that a file stays as plain as it is.
 */
export type Yaml = null | boolean | number | string | Yaml[] | { [key: string]: Yaml };
type Mapping = { [key: string]: Yaml };

interface Line {
  indent: number;
  text: string;
  number: number;
}

export function readYaml(text: string): Mapping {
  const lines: Line[] = text.split('\n').flatMap((raw, index) => {
    const line = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    return line.trim() === '' ? [] : [{ indent: line.search(/\S/), text: line.trim(), number: index + 1 }];
  });
  return new Reader(lines).mapping(0);
}

class Reader {
  readonly #lines: Line[];
  readonly #anchors = new Map<string, Yaml>();
  #next = 0;

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  mapping(indent: number): Mapping {
    const found: Mapping = {};
    for (let line = this.#lines[this.#next]; line?.indent === indent; line = this.#lines[this.#next]) {
      const parts = /^([A-Za-z0-9_.<-]+):(?: (.*))?$/.exec(line.text);
      if (!parts) throw new Error(`line ${line.number} is no "key: value": ${line.text}`);
      this.#next++;
      const [, key = '', rest = ''] = parts;
      if (Object.hasOwn(found, key)) throw new Error(`line ${line.number}: "${key}" is there twice`);
      const [, anchor, value = ''] = /^(?:&(\S+) ?)?(.*)$/.exec(rest)!;
      const read = value === '' ? this.#block(indent) : this.#scalar(value);
      if (anchor) this.#anchors.set(anchor, read);
      if (key === '<<') Object.assign(found, { ...(read as Mapping), ...found });
      else found[key] = read;
    }
    return found;
  }

  #block(outer: number): Yaml {
    const line = this.#lines[this.#next];
    if (!line || line.indent <= outer) return null;
    if (!line.text.startsWith('- ')) return this.mapping(line.indent);
    const items: Yaml[] = [];
    for (let item = line; item?.indent === line.indent; item = this.#lines[this.#next]!) {
      this.#next++;
      items.push(this.#scalar(item.text.slice(2)));
    }
    return items;
  }

  #scalar(text: string): Yaml {
    const flow = new Flow(text, (name) => {
      if (!this.#anchors.has(name)) throw new Error(`there is no anchor "${name}"`);
      return this.#anchors.get(name)!;
    });
    return flow.whole();
  }
}

class Flow {
  readonly #text: string;
  readonly #anchor: (name: string) => Yaml;
  #at = 0;

  constructor(text: string, anchor: (name: string) => Yaml) {
    this.#text = text;
    this.#anchor = anchor;
  }

  whole(): Yaml {
    const first = this.#text[0]!;
    if (!'[{\'"*'.includes(first)) return plain(this.#text);
    const value = this.#value();
    if (this.#at !== this.#text.length) throw new Error(`"${this.#text.slice(this.#at)}" is left over`);
    return value;
  }

  #value(): Yaml {
    this.#take(/ */y);
    const first = this.#text[this.#at];
    if (first === '[') return this.#list();
    if (first === '{') return this.#map();
    if (first === "'")
      return this.#take(/'(?:[^']|'')*'/y)
        .slice(1, -1)
        .replaceAll("''", "'");
    if (first === '"') return JSON.parse(this.#take(/"(?:[^"\\]|\\.)*"/y)) as string;
    if (first === '*') return this.#anchor(this.#take(/\*[\w-]+/y).slice(1));
    return plain(this.#take(/(?:\$\{[^}]*\}|[^,\]}])+/y).trim());
  }

  #list(): Yaml[] {
    const items: Yaml[] = [];
    this.#take(/\[ */y);
    while (this.#text[this.#at] !== ']') {
      items.push(this.#value());
      this.#take(/ *,? */y);
    }
    this.#at++;
    return items;
  }

  #map(): Mapping {
    const found: Mapping = {};
    this.#take(/\{ */y);
    while (this.#text[this.#at] !== '}') {
      const key = this.#take(/[\w.<-]+:/y).slice(0, -1);
      const value = this.#value();
      if (key === '<<') Object.assign(found, value);
      else found[key] = value;
      this.#take(/ *,? */y);
    }
    this.#at++;
    return found;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const taken = pattern.exec(this.#text)?.[0];
    if (taken === undefined) throw new Error(`not understood: ${this.#text.slice(this.#at)}`);
    this.#at += taken.length;
    return taken;
  }
}

function plain(text: string): Yaml {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null' || text === '~') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
