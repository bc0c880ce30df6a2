/** All that the board looks like. */
import { controls } from '../../styles/controls.ts';
import { menuStyles } from '../../styles/menu.ts';
import { axisStyles } from './axis-styles.ts';
import { barStateStyles } from './bar-state-styles.ts';
import { barStyles } from './bar-styles.ts';
import { barTextStyles } from './bar-text-styles.ts';
import { boardPaperStyles } from './board-paper-styles.ts';
import { boardStyles } from './board-styles.ts';
import { cardStyles } from './card-styles.ts';
import { forcedStyles } from './forced-styles.ts';
import { listStyles } from './list-styles.ts';
import { rowStyles } from './row-styles.ts';
import { targetStyles } from './target-styles.ts';

export const lsBoardStyles = [
  ...[controls, menuStyles, boardStyles, axisStyles, rowStyles],
  ...[targetStyles, barStyles, barTextStyles, barStateStyles, cardStyles, listStyles, boardPaperStyles, forcedStyles],
];
