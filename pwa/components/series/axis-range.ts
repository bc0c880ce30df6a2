/** Room above and below the curves, as a share of their height. */
const ROOM = 0.06;
/** An axis begins at 0 unless the curves lie so far above it that their shape would be lost. */
const FROM_ZERO = 0.4;

/** From where to where an axis reaches so that values of `least` … `most` fill it; 0 … 1 when nothing is known. */
export function axisRange(least: number | null, most: number | null): [low: number, high: number] {
  if (least === null || most === null) return [0, 1];
  if (least === most) {
    const room = Math.max(Math.abs(most) * 0.05, 1e-6);
    return least === 0 ? [0, 1] : [least - room, most + room];
  }
  const room = (most - least) * ROOM;
  if (least >= 0 && least < most * FROM_ZERO) return [0, most + room];
  if (most <= 0 && most > least * FROM_ZERO) return [least - room, 0];
  return [least - room, most + room];
}
