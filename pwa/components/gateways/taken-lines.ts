/** A line that a gateway can be bound to, and to which it is now. */
export interface LineChoice {
  id: string;
  name: string;
  /** Another gateway; null = none, or the one that is looked at. */
  owner: { id: string; name: string } | null;
}

export interface Taken {
  /** Name of the gateway that loses them. */
  from: string;
  lines: readonly string[];
}

/** What would be taken from others by binding these lines, by gateway. */
export function takenLines(chosen: readonly string[], choices: readonly LineChoice[]): Taken[] {
  const taken = new Map<string, { from: string; lines: string[] }>();
  for (const { id, name, owner } of choices) {
    if (!owner || !chosen.includes(id)) continue;
    const entry = taken.get(owner.id) ?? { from: owner.name, lines: [] };
    entry.lines.push(name);
    taken.set(owner.id, entry);
  }
  return [...taken.values()];
}
