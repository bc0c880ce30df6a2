/** The row of figures at the top of a source's page. */
import { html } from 'lit';
import type { SourceSummary } from '../../shared/sync/sources.ts';
import '../components/ls-figure.ts';
import '../components/ls-source-activity.ts';
import { byteSize, rowRate } from '../components/source-format.ts';
import { clockOfDay, clockSeconds, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { sourceText } from '../locales/sources.ts';

/** `at` = when the gateway said so. */
export function sourceFigures(
  source: SourceSummary,
  { at, zone, now, reachable }: { at: number; zone: string; now: () => number; reachable: boolean },
) {
  const rate = rowRate(source.rowsPerSecond);
  const { bytesPerSecond, behindBytes, rowsRead, rejectedRows, openOutageSince, lastBlockAt } = source;
  const away = openOutageSince === null ? [] : [sourceText('awaySince', clockOfDay(openOutageSince, zone, now()))];
  return html`<div class="figures">
    <ls-figure
      .label=${sourceText('rate')}
      .value=${rate.value}
      .unit=${rate.unit}
      .notes=${bytesPerSecond === null ? [] : [sourceText('perSecond', byteSize(bytesPerSecond))]}
      .at=${at}
      .now=${now}
      .zone=${zone}
      ?reachable=${reachable}
      ><ls-source-activity .activity=${source.activity}></ls-source-activity
    ></ls-figure>
    <ls-figure
      .label=${sourceText('newest')}
      .value=${lastBlockAt === null ? t('unknown') : newest(lastBlockAt, zone, now())}
      .notes=${[...away, sourceText('toRead', behindBytes > 0 ? byteSize(behindBytes) : sourceText('nothingToRead'))]}
      .at=${lastBlockAt}
      .now=${now}
      .zone=${zone}
      ?reachable=${reachable}
    ></ls-figure>
    <ls-figure
      .label=${sourceText('readSinceStart')}
      .value=${number(rowsRead)}
      .notes=${[sourceText('notReadable', rejectedRows)]}
      .at=${at}
      .now=${now}
      .zone=${zone}
      ?reachable=${reachable}
    ></ls-figure>
  </div>`;
}

/** To the second, unless it is long ago. */
function newest(at: number, zone: string, now: number): string {
  return now - at < 18 * 3_600_000 ? clockSeconds(at, zone) : clockOfDay(at, zone, now);
}
