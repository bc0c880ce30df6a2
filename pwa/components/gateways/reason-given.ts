/** As `shared/retention/hold.ts` has it, without its schema in the page. */
const LEAST = 3;

/** Long enough to be one. */
export function isReason(text: string): boolean {
  return text.trim().length >= LEAST;
}
