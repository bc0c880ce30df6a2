/** Which part of a source's page is shown; each has an address. */
import type { SourceDetail } from '../../shared/sync/sources.ts';

export const SOURCE_VIEWS = ['rows', 'rejected', 'mapping', 'import', 'history'] as const;
export type SourceView = (typeof SOURCE_VIEWS)[number];

/** Only files can be imported. */
export function viewsOf({ kind }: SourceDetail): SourceView[] {
  return SOURCE_VIEWS.filter((view) => view !== 'import' || kind === 'csv');
}

export function addressOf(id: string, view: SourceView): string {
  return view === 'rows' ? `/sources/${id}` : `/sources/${id}/${view}`;
}
