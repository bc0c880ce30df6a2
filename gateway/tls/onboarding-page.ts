/** The pages of onboarding as markup: nothing inline, nothing from elsewhere, and of use without any script. */
import { inGroups } from './fingerprint.ts';
import { markup, type Markup } from './markup.ts';
import type { OnboardingWords, System } from './onboarding-words.ts';

export interface OnboardingPageParts {
  words: OnboardingWords;
  plantName: string;
  /** `https://line8.plant.local` */
  origin: string;
  /** What devices install; null = the plant has a certificate of its own. */
  ca: { name: string; fingerprint: string } | null;
  /** Those to show open. */
  systems: readonly System[];
}

const ORDER: readonly System[] = ['android', 'ios', 'windows', 'macos', 'linux', 'firefox'];

export function onboardingPage({ words, plantName, origin, ca, systems }: OnboardingPageParts): string {
  const { states, test, phone } = words;
  const button = markup`<p class="actions"><a class="button first" href="${origin}/onboarding-test">${test.button}</a></p>`;
  return page(words, { title: `${words.title} · Lineside`, script: '/onboarding/check.js' })(markup`
<header>
  <h1>${words.title}</h1>
  <p>${words.what(plantName)} ${words.without}</p>
</header>
<main>
  <div class="box" role="status" data-probe="${origin}/onboarding/probe">
    <p data-state="asking" hidden>${states.asking}</p>
    <div data-state="trusted" hidden><p>${states.trusted}</p>${button}</div>
    <p data-state="not-yet">${states.notYet}</p>
  </div>
  <ol class="steps">
    ${ca ? certificateSteps(words, ca, systems) : markup`<li><p>${words.given}</p></li>`}
    <li>
      <h2>${ca ? test.title : test.title.replace(/^\d+\. /, '')}</h2>
      <p>${test.what}</p>
      ${button}
    </li>
  </ol>
  <div class="box code">
    <img src="/onboarding/qr.svg" width="168" height="168" alt="${phone.alt}">
    <div>
      <h2>${phone.title}</h2>
      <p>${phone.what}</p>
      <p class="address"><a href="${origin}/">${origin}</a></p>
    </div>
  </div>
</main>`);
}

function certificateSteps(
  { compare, file, install, systems }: OnboardingWords,
  ca: { name: string; fingerprint: string },
  open: readonly System[],
): Markup {
  const steps = ORDER.map((system) => {
    const { title, steps } = systems[system];
    return markup`
      <details${open.includes(system) ? markup` open` : null}><summary>${title}</summary>
        <ol>${steps.map((step) => markup`<li>${step}</li>`)}</ol>
      </details>`;
  });
  return markup`<li>
      <h2>${compare.title}</h2>
      <p>${compare.why}</p>
      <ul class="fingerprint">${inGroups(ca.fingerprint).map((group) => markup`<li>${group}</li>`)}</ul>
      <p>${compare.other}</p>
    </li>
    <li>
      <h2>${file.title}</h2>
      <p>${file.what}</p>
      <p class="actions">
        <a class="button" href="/ca.crt" download="ca.crt">${file.certificate}</a>
        <a class="button" href="/plant.mobileconfig">${file.profile}</a>
      </p>
    </li>
    <li>
      <h2>${install.title}</h2>
      <p>${install.name(ca.name)}</p>
      ${steps}
    </li>`;
}

/** `steps` = address of the plain page; null = there is none. */
export function testPage(words: OnboardingWords, steps: string | null): string {
  const { result } = words;
  const back = steps ? markup`<a class="button" href="${steps}">${result.back}</a>` : null;
  const again = markup`<p class="actions"><a class="button first" href="/onboarding-test">${result.again}</a>${back}</p>`;
  return page(words, { title: `${result.title} · Lineside`, script: '/onboarding/test.js' })(markup`
<header><h1>${result.title}</h1></header>
<main>
  <div class="box" role="status" data-test="asking">
    <p data-state="asking">${result.asking}</p>
    <div data-state="ready" hidden>
      <p>${result.ready}</p>
      <p class="actions"><a class="button first" href="/">${result.open}</a></p>
    </div>
    <div data-state="untrusted" hidden><p>${result.untrusted}</p><p>${result.untrustedWhy}</p>${again}</div>
    <div data-state="no-worker" hidden><p>${result.noWorker}</p><p>${result.noWorkerWhy}</p>${again}</div>
    <noscript><p>${result.noScript}</p></noscript>
  </div>
</main>`);
}

function page(words: OnboardingWords, { title, script }: { title: string; script: string }): (body: Markup) => string {
  return (body) =>
    markup`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/onboarding/onboarding.css">
<script src="${script}" type="module"></script>
</head>
<body>${body}
</body>
</html>
`.text;
}
