/** How the plotting area is divided from top to bottom: yield, rate, stop strip; sizes in CSS pixels. */
export interface Bands {
  yield: { top: number; height: number };
  rate: { top: number; height: number };
  strip: { top: number; height: number };
}

const GAP = 20;

export function bandsOf(height: number): Bands {
  const strip = height < 260 ? 28 : 36;
  const rate = Math.round(Math.min(72, Math.max(32, height * 0.14)));
  const curve = Math.max(40, height - strip - rate - 2 * GAP);
  return {
    yield: { top: 0, height: curve },
    rate: { top: curve + GAP, height: rate },
    strip: { top: curve + rate + 2 * GAP, height: strip },
  };
}

/**
 * Range of the yield scale for the whole plotting area so that `low…high` fills the yield band alone. The curve starts
 * at 0 unless the view lies so far from the day's start that its shape would be lost.
 */
export function yieldRange(
  least: number | null,
  most: number | null,
  height: number,
): { low: number; range: [number, number] } {
  const high = Math.max(10, (most ?? 0) * 1.04);
  const low = least !== null && least > high * 0.3 ? least - (high - least) * 0.1 : 0;
  const share = bandsOf(height).yield.height / Math.max(1, height);
  return { low, range: [high - (high - low) / share, high] };
}
