import type { FileHandle } from 'node:fs/promises';
import type { Header } from '../../shared/sources.ts';
import { encodingAt, type Encoding } from '../../shared/text-encoding.ts';
import { shortHash } from './fingerprint.ts';
import { HeaderLines } from './header-lines.ts';
import { linesFrom, MAX_ROW_BYTES } from './rows.ts';

const FIRST_LOOK_BYTES = 4 * 1024;
/** A header and a first row, each as long as a row may be. */
const SECOND_LOOK_BYTES = 2 * MAX_ROW_BYTES + FIRST_LOOK_BYTES;

/** How the first data row of a file is found. */
export interface FileStartRule {
  /** Equal in every file, so the row after it tells files apart. */
  header?: Header | undefined;
  /** Of files without byte order mark. */
  encoding?: Encoding | undefined;
}

export interface IdentityRule extends FileStartRule {
  sourceId: string;
  /** How it was declared before: a file that is known by it stays that file. */
  formerly?: readonly FileStartRule[] | undefined;
}

export interface FileIdentity {
  fileKey: string;
  encoding: Encoding;
}

/**
 * What a file is, whatever it is called and wherever it was moved: hash of the source and its first data row, without byte
 * order mark and line end. `null` while that row is not complete; in a finished file the end of the file completes it.
 * A file whose header does not end within 132 kB (or, finished, at all) is told by its first row: its rows are refused
 * later, with a reason, but they are read.
 */
export async function identify(
  handle: FileHandle,
  rule: IdentityRule,
  finished: boolean,
): Promise<FileIdentity | null> {
  for (const length of [FIRST_LOOK_BYTES, SECOND_LOOK_BYTES]) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const { encoding, mark } = encodingAt(bytes, rule.encoding);
    const lines = (): Iterable<Buffer> => texts(bytes, { encoding, mark, isAll: finished && bytesRead < length });
    const noMoreIsRead = bytesRead < length ? finished : length === SECOND_LOOK_BYTES;
    const row =
      firstDataRow(lines(), rule.header, encoding) ?? (noMoreIsRead ? firstDataRow(lines(), {}, encoding) : null);
    if (row) return { fileKey: shortHash(rule.sourceId, '\n', row), encoding };
    if (bytesRead < length) return null;
  }
  return null;
}

/**
 * The same for a source that was declared otherwise once: a file that is known under a former rule keeps that name, else it
 * would be read from its start again. What it is read as from now on is what is declared now.
 */
export async function identifyKnown(
  handle: FileHandle,
  rule: IdentityRule,
  finished: boolean,
  isKnown: (fileKey: string) => Promise<boolean>,
): Promise<FileIdentity | null> {
  const identity = await identify(handle, rule, finished);
  if (!rule.formerly?.length || (identity && (await isKnown(identity.fileKey)))) return identity;
  for (const former of rule.formerly) {
    const before = await identify(handle, { sourceId: rule.sourceId, ...former }, finished);
    if (before && (await isKnown(before.fileKey)))
      return { fileKey: before.fileKey, encoding: identity?.encoding ?? before.encoding };
  }
  return identity;
}

function* texts(
  bytes: Buffer,
  { encoding, mark, isAll }: { encoding: Encoding; mark: number; isAll: boolean },
): Generator<Buffer> {
  for (const line of linesFrom(bytes, mark, encoding, isAll)) yield line.bytes;
}

function firstDataRow(lines: Iterable<Buffer>, header: Header = {}, encoding: Encoding): Buffer | null {
  const head = new HeaderLines(header);
  const decoder = new TextDecoder(encoding);
  for (const line of lines) {
    const text = decoder.decode(line);
    if (!head.takes(text) && text.trim() !== '') return line;
  }
  return null;
}
