/** How loud a line of text is: never by its colour alone. */
import { css } from 'lit';

export type Tone = 'plain' | 'look' | 'act';

/** Before the text. */
export const TONE_SHAPES: Readonly<Record<Tone, string>> = { plain: '', look: '▲ ', act: '■ ' };

export const toneStyles = css`
  .look {
    color: var(--ls-amber);
  }
  .act {
    color: var(--ls-red);
    font-weight: 600;
  }
`;
