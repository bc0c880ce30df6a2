/**
 * Which files a pattern means, segment by segment: `PR*.txt`, `2026-??/PR*.txt`, `**` for any folders. Names are relative
 * to the root, with `/`. Wildcards match no hidden names (`.nfs…`, `.~lock`).
 */
import picomatch from 'picomatch';

type Segment = { any: true } | { any: false; fits: (name: string) => boolean };

const HALF_COPIED = /\.(tmp|part)$|~$/i;

export interface FilePattern {
  /** Folders below the root that a file can be deep; `Infinity` with `**`. */
  readonly depth: number;
  /** Is this the name of a file to read? Half-copied files (`.tmp`, `.part`) are left until they get their name. */
  matches(name: string): boolean;
  /** Can files to read lie below this folder? */
  leadsOn(folder: string): boolean;
}

export function hasWildcard(segment: string): boolean {
  return /[*?[\]{}]/.test(segment);
}

export function filePattern(pattern: string): FilePattern {
  const texts = pattern.split('/').filter((text, i, all) => text !== '**' || all[i - 1] !== '**');
  // `Line8/**` means the files in it.
  if (texts.at(-1) === '**') texts.push('*');
  const segments = texts.map(segment);
  const literal = !hasWildcard(texts.at(-1)!);
  return {
    depth: texts.includes('**') ? Infinity : texts.length - 1,
    matches: (name) => (literal || !HALF_COPIED.test(name)) && fits(segments, name.split('/')),
    leadsOn: (folder) => leads(segments, folder === '' ? [] : folder.split('/')),
  };
}

function segment(text: string): Segment {
  if (text === '**') return { any: true };
  if (!hasWildcard(text)) return { any: false, fits: (name) => name === text };
  // Brackets are part of names like `Line (8)`, not of patterns.
  return { any: false, fits: picomatch(text.replace(/[()]/g, '\\$&'), { noextglob: true, nonegate: true }) };
}

function fits(segments: Segment[], names: string[]): boolean {
  const [first, ...rest] = segments;
  const [name, ...below] = names;
  if (first === undefined || name === undefined) return first === undefined && name === undefined;
  if (!first.any) return first.fits(name) && fits(rest, below);
  return fits(rest, names) || (!name.startsWith('.') && fits(segments, below));
}

function leads(segments: Segment[], folders: string[]): boolean {
  const [first, ...rest] = segments;
  const [folder, ...below] = folders;
  if (first === undefined || folder === undefined) return first !== undefined;
  if (!first.any) return first.fits(folder) && leads(rest, below);
  return leads(rest, folders) || (!folder.startsWith('.') && leads(segments, below));
}
