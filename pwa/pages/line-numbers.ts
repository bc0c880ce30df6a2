/** The row of figures at the top of a line's page. */
import { html } from 'lit';
import '../components/ls-figure.ts';
import '../components/ls-oee.ts';
import '../components/ls-running.ts';
import type { LineData } from '../data/line-data.ts';
import { clock, difference, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import type { LineFigures } from './line-figures.ts';

export function lineNumbers(
  { plant, line, now: row }: LineData,
  figures: LineFigures,
  reachable: boolean,
  now: () => number,
) {
  const zone = plant.timezone;
  const since = clock(figures.day.from, zone);
  const { report } = figures;
  // A line of which nothing is known yet is heard from all the same: no dash is live.
  const heardAt = figures.until === null ? null : (row?.at ?? null);
  return html`<div class="figures">
    <ls-figure
      .label=${t('producedSince', since)}
      .value=${number(report?.producedQuantity ?? null)}
      .notes=${[t('standardSoFar', number(figures.standardSoFar)), difference(figures.againstStandard)]}
      .at=${figures.until}
      .now=${now}
      .zone=${zone}
      ?reachable=${reachable}
      ?byHand=${figures.byHand}
    ></ls-figure>
    <ls-figure
      .label=${t('rateNow')}
      .value=${number(row?.ratePerMinute ?? null)}
      .unit=${t('perMinute')}
      .notes=${[t('lastHourRate', number(figures.hourPerMinute)), t('idealRate', number(line.idealRatePerHour / 60))]}
      .at=${row?.ratePerMinute == null ? figures.until : heardAt}
      .now=${now}
      .zone=${zone}
      ?reachable=${reachable}
    ></ls-figure>
    <ls-oee
      .label=${t('oeeSince', since)}
      .ratios=${report}
      .targets=${line.targets ?? {}}
      .at=${figures.until}
      .now=${now}
      .zone=${zone}
      ?reachable=${reachable}
      ?byHand=${figures.byHand}
    ></ls-oee>
    <ls-running
      .lot=${row?.lot ?? null}
      .item=${row?.item ?? null}
      .at=${heardAt}
      .metrics=${row?.metrics ?? []}
      .now=${now}
      .zone=${zone}
      ?reachable=${reachable}
    ></ls-running>
  </div>`;
}
