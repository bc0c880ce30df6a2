/** What is copied, cut and pasted in a sheet: blocks of cells, as spreadsheets have them. */
import { blockOfText, textOfBlock } from './sheet-block.ts';
import { areaPasted, copied, filledWith, pasted } from './sheet-edits.ts';
import type { HandledSheet, SheetHands } from './sheet-hands.ts';
import { clamped } from './sheet-moves.ts';

export class SheetClipboard {
  readonly #sheet: HandledSheet;
  readonly #hands: SheetHands;

  constructor(sheet: HandledSheet, hands: SheetHands) {
    this.#sheet = sheet;
    this.#hands = hands;
  }

  readonly copy = (event: ClipboardEvent): void => {
    if (this.#hands.typing || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', textOfBlock(copied(this.#sheet.grid, this.#hands.cursor.area)));
  };

  readonly cut = (event: ClipboardEvent): void => {
    const { typing, cursor } = this.#hands;
    if (typing || cursor.isLost) return;
    this.copy(event);
    this.#sheet.tell(filledWith(this.#sheet.grid, cursor.area, ''));
  };

  /** What was pasted is selected then. */
  readonly paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { typing, cursor } = this.#hands;
    if (typing || cursor.isLost || text === '') return;
    event.preventDefault();
    const block = blockOfText(text);
    const { area } = cursor;
    this.#sheet.tell(pasted(this.#sheet.grid, area, block));
    const { from, to } = areaPasted(area, block);
    this.#hands.select(clamped(to, this.#sheet.ground), from);
  };
}
