/** Tool bar of the Explorer page. */
import { html } from 'lit';
import type { Window } from '../../shared/calendar/windows.ts';
import type { Tier } from '../../shared/series/tiers.ts';
import type { FileWanted } from '../components/ls-series-save.ts';
import '../components/ls-series-range.ts';
import '../components/ls-series-save.ts';
import type { Preset } from '../components/series/ranges.ts';
import type { Arrangement } from '../components/series/shown.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { t } from '../locales/locale.ts';
import { presetOf, type ExplorerChoice } from './explorer-choice.ts';

export interface BarParts {
  choice: ExplorerChoice;
  range: Window;
  zone: string;
  /** The table is shown instead of curves. */
  table: boolean;
  tier: Tier;
  /** What is shown and the whole range, in words. */
  shown: string;
  whole: string;
  reachable: boolean;
  preset: (preset: Preset) => void;
  window: (window: Window) => void;
  arrange: (arrangement: Arrangement) => void;
  toggle: () => void;
  file: (wanted: FileWanted) => void;
  picture: (copied: boolean) => void;
}

export function explorerBar(parts: BarParts) {
  const { choice, table } = parts;
  return html`<div class="bar">
    <ls-series-range
      .preset=${presetOf(choice.range)}
      .range=${parts.range}
      .zone=${parts.zone}
      @preset-chosen=${(event: CustomEvent<Preset>) => parts.preset(event.detail)}
      @window-chosen=${(event: CustomEvent<Window>) => parts.window(event.detail)}
    ></ls-series-range>
    <div class="do">
      <div class="pair" role="group" aria-label=${x('arrangement')}>
        ${(['overlaid', 'stacked'] as const).map(
          (arrangement) =>
            html`<button
              aria-pressed=${arrangement === choice.arrangement ? 'true' : 'false'}
              @click=${() => parts.arrange(arrangement)}
            >
              ${x(arrangement)}
            </button>`,
        )}
      </div>
      <button class="quiet" @click=${parts.toggle}>${t(table ? 'showChart' : 'showTable')}</button>
      <ls-series-save
        .tier=${parts.tier}
        .shown=${parts.shown}
        .whole=${parts.whole}
        ?reachable=${parts.reachable}
        ?drawn=${!table}
        @file-wanted=${(event: CustomEvent<FileWanted>) => parts.file(event.detail)}
        @picture-wanted=${(event: CustomEvent<boolean>) => parts.picture(event.detail)}
      ></ls-series-save>
    </div>
  </div>`;
}
