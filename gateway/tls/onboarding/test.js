/** Is this device ready? Registers a tiny worker, as the app will: browsers allow it only over a trusted connection. */
const WORKER = '/onboarding/worker.js';
const box = document.querySelector('[data-test]');

function show(state) {
  for (const line of document.querySelectorAll('[data-state]')) line.hidden = line.dataset.state !== state;
  box.dataset.test = state;
}

function scriptUrl() {
  const policy = window.trustedTypes?.createPolicy('onboarding', { createScriptURL: () => WORKER });
  return policy ? policy.createScriptURL(WORKER) : WORKER;
}

async function active({ installing, waiting, active }) {
  const worker = installing ?? waiting ?? active;
  while (worker.state !== 'activated') {
    if (worker.state === 'redundant') throw new Error('The worker was not taken.');
    await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
  }
}

async function test() {
  // Private windows have none, or a secure connection is missing.
  if (!('serviceWorker' in navigator)) return show(window.isSecureContext ? 'no-worker' : 'untrusted');
  try {
    const registration = await navigator.serviceWorker.register(scriptUrl(), { scope: '/onboarding/' });
    await active(registration);
    await registration.unregister();
    show('ready');
  } catch (error) {
    show(error instanceof Error && error.name === 'SecurityError' ? 'untrusted' : 'no-worker');
  }
}

void test();
