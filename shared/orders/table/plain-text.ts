/** Text as it is compared: what looks the same in a sheet is the same, with spaces around it or the apostrophe of an export or not. */
import { withoutSafety } from '../../formula-safe.ts';

export function plainText(text: string): string {
  return withoutSafety(text.trim()).trim().replaceAll('\r\n', '\n');
}
