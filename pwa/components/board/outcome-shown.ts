/** The panel that says what would be, and the chip that goes along with the hand. */
import type { Carrying } from './carrying.ts';
import type { LsBoardOutcome } from './ls-board-outcome.ts';

export function outcomeShown(root: ParentNode, { carried }: Carrying, name: string): void {
  const panel = root.querySelector<LsBoardOutcome>('ls-board-outcome');
  const chip = root.querySelector<HTMLElement>('.chip');
  if (!panel || !chip) return;
  panel.hidden = !carried?.preview;
  panel.preview = carried?.preview ?? null;
  panel.keys = carried?.at === null;
  chip.hidden = !carried?.at;
  if (!carried?.at) return;
  chip.classList.toggle('refused', !!carried.preview?.refused);
  chip.style.transform = `translate(${carried.at.x + 14}px, ${carried.at.y + 18}px)`;
  if (chip.textContent !== name) chip.textContent = name;
}
