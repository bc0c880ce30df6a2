/** All that the board looks like. */
import { controls } from '../../styles/controls.ts';
import { barStateStyles } from './bar-state-styles.ts';
import { barStyles } from './bar-styles.ts';
import { boardStyles } from './board-styles.ts';
import { cardStyles } from './card-styles.ts';
import { listStyles } from './list-styles.ts';
import { targetStyles } from './target-styles.ts';

export const lsBoardStyles = [controls, boardStyles, targetStyles, barStyles, barStateStyles, cardStyles, listStyles];
