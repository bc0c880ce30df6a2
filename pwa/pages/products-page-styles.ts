import { css } from 'lit';

/** What only a phone offers in the menu: the buttons that have no room beside it. */
export const productsPageStyles = css`
  .narrow {
    display: none;
  }
  @media (max-width: 600px) {
    .toolbar .narrow {
      display: flex;
    }
    .toolbar .push {
      display: none;
    }
    .menu {
      right: 0;
      left: auto;
    }
  }
`;
