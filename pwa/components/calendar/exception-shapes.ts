/** Shapes of what is different once: none is told from another by its colour alone. */
import { html, svg, type TemplateResult } from 'lit';
import type { ExceptionKind } from '../../../shared/orders/entities.ts';

const SHAPES: Record<ExceptionKind, TemplateResult> = {
  holiday: svg`<path d="M6 .5 7.500 4.300l4 .3-3.100 2.600 1 3.900L6 8.900l-3.400 2.200 1-3.900L.5 4.600l4-.3Z" fill="currentColor" />`,
  closed: svg`<path d="M2 2l8 8M10 2 2 10" fill="none" stroke="currentColor" stroke-width="2.200" />`,
  maintenance: svg`<path d="M10.500 3.200 8.700 5 7 3.300l1.800-1.800A3.200 3.200 0 0 0 4.700 5.600L1 9.300 2.700 11l3.700-3.700a3.200 3.200 0 0 0 4.100-4.100Z" fill="currentColor" />`,
  overtime: svg`<path d="M6 1v10M1 6h10" fill="none" stroke="currentColor" stroke-width="2.200" />`,
};

export function exceptionShape(kind: ExceptionKind): TemplateResult {
  return html`<svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${SHAPES[kind]}</svg>`;
}
