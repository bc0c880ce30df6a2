import { describe, expect, it } from 'vitest';
import { menuPlace } from '../../../pwa/components/menu-place.ts';

const SCREEN = { width: 390, height: 844 };
const MENU = { width: 240, height: 300 };

function button(left: number, top: number) {
  return { left, right: left + 80, top, bottom: top + 48 };
}

describe('a menu', () => {
  it('hangs below its button, flush with the side that is nearer to the edge', () => {
    expect(menuPlace(button(300, 50), MENU, SCREEN)).toEqual({ left: 140, top: 102, maxHeight: 734 });
    expect(menuPlace(button(10, 50), MENU, SCREEN)).toMatchObject({ left: 10, top: 102 });
  });

  it('stays on the screen, also where its button reaches the edge or is in the middle of a narrow one', () => {
    expect(menuPlace(button(310, 50), MENU, SCREEN).left).toBe(142);
    expect(menuPlace(button(0, 50), MENU, SCREEN).left).toBe(8);
    expect(menuPlace(button(120, 50), { width: 340, height: 300 }, SCREEN).left).toBe(42);
  });

  it('stands above a button at the bottom, and is cut to where there is more room if it fits nowhere', () => {
    expect(menuPlace(button(300, 780), MENU, SCREEN)).toMatchObject({ top: 476, maxHeight: 768 });
    expect(menuPlace(button(300, 780), { width: 240, height: 900 }, SCREEN)).toMatchObject({ top: 8, maxHeight: 768 });
    expect(menuPlace(button(300, 50), { width: 240, height: 900 }, SCREEN)).toMatchObject({ top: 102, maxHeight: 734 });
  });
});
