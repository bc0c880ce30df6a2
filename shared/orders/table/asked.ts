/** What a table does not tell of itself, and a person has to: each with a cell that can be read in two ways. */
import { readDate, type DateStyle } from './dates.ts';
import { readNumber, type NumberStyle } from './numbers.ts';
import { plainText } from './plain-text.ts';

export interface Asked {
  decimal?: string;
  first?: string;
}

/** `told` = what the cells say of themselves. Undefined = there is nothing to ask. */
export function askedNumber(cells: readonly string[], told: NumberStyle): string | undefined {
  return askedOf(cells, told, (text) => readNumber(text, 'unclear'), 'number-unclear');
}

export function askedDate(cells: readonly string[], told: DateStyle): string | undefined {
  return askedOf(cells, told, (text) => readDate(text, 'unclear'), 'date-unclear');
}

function askedOf(
  cells: readonly string[],
  told: string,
  read: (text: string) => { ok: boolean; why?: string },
  unclear: string,
): string | undefined {
  // Cells that contradict each other are not made clear by an answer.
  if (told !== 'unclear') return undefined;
  const found = cells.find((cell) => cell !== '' && read(plainText(cell.trim())).why === unclear);
  return found === undefined ? undefined : plainText(found.trim());
}
