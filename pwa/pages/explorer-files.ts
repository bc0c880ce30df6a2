/** How files and pictures leave the page. */
import type { Destination } from '../data/save-file.ts';

type SavePicker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/** A file that the person chooses, written as it arrives; where the browser offers none, memory and then a download. Null = they changed their mind. */
export async function destinationFor(name: string, window: Window): Promise<Destination | null> {
  const pick = (window as Window & { showSaveFilePicker?: SavePicker }).showSaveFilePicker;
  if (!pick) return inMemory(name, window);
  try {
    const file = await pick.call(window, { suggestedName: name });
    const stream = await file.createWritable();
    return {
      write: (part) => stream.write(part),
      close: () => stream.close(),
      abort: () => stream.abort(),
    };
  } catch (error) {
    return (error as DOMException).name === 'AbortError' ? null : inMemory(name, window);
  }
}

/** A download when all has arrived. */
export function inMemory(name: string, window: Window): Destination {
  let parts: Uint8Array<ArrayBuffer>[] = [];
  return {
    write(part) {
      parts.push(part);
      return Promise.resolve();
    },
    close() {
      download(new Blob(parts), name, window);
      parts = [];
      return Promise.resolve();
    },
    abort() {
      parts = [];
      return Promise.resolve();
    },
  };
}

export function download(blob: Blob, name: string, window: Window): void {
  const link = window.document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it on its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** False when the browser has no clipboard for pictures, or does not let this page use it. */
export async function copyPicture(picture: Promise<Blob>, window: Window): Promise<boolean> {
  try {
    await window.navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return true;
  } catch {
    return false;
  }
}
