/** The links to the parts of a source's page. */
import { html } from 'lit';
import type { SourceDetail } from '../../shared/sync/sources.ts';
import { number } from '../locales/format.ts';
import { changeText } from '../locales/sources-change.ts';
import { sourceText } from '../locales/sources.ts';
import { addressOf, type SourceView } from './source-view.ts';

const VIEW_WORDS = {
  rows: 'viewRows',
  rejected: 'viewRejected',
  mapping: 'viewMapping',
  import: 'viewImport',
  history: 'viewHistory',
} as const satisfies Record<SourceView, string>;

/** `mayChange`: where others try a mapping, it is changed. */
export function sourceViews(
  source: SourceDetail,
  { views, here, mayChange }: { views: readonly SourceView[]; here: SourceView; mayChange: boolean },
) {
  return html`<nav class="views" aria-label=${sourceText('views')}>
    ${views.map(
      (view) =>
        html`<a href=${addressOf(source.id, view)} aria-current=${view === here ? 'page' : 'false'}
          >${nameOf(view, source, mayChange)}</a
        >`,
    )}
  </nav>`;
}

function nameOf(view: SourceView, { kind, rejectedRows }: SourceDetail, mayChange: boolean): string {
  if (view === 'history' && kind !== 'csv') return sourceText('viewOutages');
  if (view === 'mapping' && mayChange) return changeText('viewChange');
  const name = sourceText(VIEW_WORDS[view]);
  return view === 'rejected' && rejectedRows > 0 ? `${name} · ${number(rejectedRows)}` : name;
}
