/** Round values between `low` and `high`, about one each 48 pixels. */
export function roundValues(low: number, high: number, pixels: number): number[] {
  const least = (high - low) / Math.max(2, pixels / 48);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= least) ?? least;
  const values: number[] = [];
  // Multiplied, not added up: ten steps of 0.1 are 1. And there is no −0.
  for (let i = Math.ceil(low / step); i * step <= high; i++) values.push(i * step + 0);
  return values;
}
