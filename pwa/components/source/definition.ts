/** A source's definition as a form edits it: any JSON object, right or not yet; the gateway says what is wrong. */
export type Definition = Readonly<Record<string, unknown>>;

/** `time.format`, `metrics.0.unit`; undefined = not there. */
export function fieldAt(definition: unknown, place: string): unknown {
  return place === '' ? definition : place.split('.').reduce<unknown>((value, name) => inside(value, name), definition);
}

function inside(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(name)];
  return isObject(value) ? value[name] : undefined;
}

/** Another definition with the value there; undefined takes the field out, and an object that is empty then. */
export function withField(definition: Definition, place: string, value: unknown): Definition {
  const [name = '', ...rest] = place.split('.');
  const below = rest.length === 0 ? value : changed(definition[name], rest.join('.'), value);
  const { [name]: _, ...others } = definition;
  if (below === undefined) return others;
  // In its place: whoever reads the plant file finds fields where they were.
  return name in definition ? { ...definition, [name]: below } : { ...others, [name]: below };
}

function changed(value: unknown, place: string, to: unknown): unknown {
  if (Array.isArray(value)) {
    const [index = '', ...rest] = place.split('.');
    return value.map((item: unknown, i) =>
      i === Number(index) ? (rest.length === 0 ? to : changed(item, rest.join('.'), to)) : item,
    );
  }
  const within = withField(isObject(value) ? value : {}, place, to);
  return Object.keys(within).length === 0 ? undefined : within;
}

export interface Difference {
  place: string;
  /** As JSON; null = it was not there. */
  from: string | null;
  to: string | null;
}

/** Field by field, in order of the new one, what is gone last. Lists of plain values are one field. */
export function differences(before: unknown, after: unknown): Difference[] {
  const old = leaves(before, '');
  const now = leaves(after, '');
  const gone = [...old].filter(([place]) => !now.has(place));
  return [
    ...[...now].map(([place, to]) => ({ place, from: old.get(place) ?? null, to })),
    ...gone.map(([place, from]) => ({ place, from, to: null })),
  ].filter(({ from, to }) => from !== to);
}

function leaves(value: unknown, place: string): Map<string, string> {
  const below = (name: string) => (place === '' ? name : `${place}.${name}`);
  const isList = Array.isArray(value) && value.some(isObject);
  if (isObject(value) || isList)
    return new Map(Object.entries(value as object).flatMap(([name, item]) => [...leaves(item, below(name))]));
  return value === undefined ? new Map() : new Map([[place, JSON.stringify(value)]]);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A new source of a kind, to be filled in. */
export function emptyDefinition(kind: string, meaning: string, id: string): Definition {
  switch (kind) {
    case 'serial':
      return { id, kind, path: '', baudRate: 9600, meaning: 'samples', columns: [], metrics: [] };
    case 'modbus':
      return { id, kind, host: '', unit: 1, meaning: 'samples', metrics: [], registers: [] };
    default:
      return {
        ...{ id, kind, path: '', meaning, columns: [] },
        ...(meaning === 'samples' && { metrics: [] }),
        ...(meaning === 'states' && { state: { column: 'state', names: {} } }),
        time: { column: 'time', format: '' },
      };
  }
}
