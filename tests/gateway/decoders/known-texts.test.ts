import { expect, it } from 'vitest';
import { KnownTexts } from '../../../gateway/decoders/known-texts.ts';
import { PlainBlock } from '../../../gateway/decoders/plain-block.ts';

it('Texts that come again are what their bytes say, however many others there were', () => {
  const texts = new KnownTexts();
  const names = Array.from({ length: 3_000 }, (_, i) => `${'lot '.repeat(i % 40)}${i % 1_000}`);
  const bytes = Buffer.from(names.join(','));
  const block = new PlainBlock(bytes, 0);
  let from = 0;
  for (const name of names) {
    expect(texts.text(block, from, from + name.length)).toBe(name);
    from += name.length + 1;
  }
});
