/** The plain page asks the gateway something over https: a device that does not trust it gets no answer. */
const box = document.querySelector('[data-probe]');

function show(state) {
  for (const line of box.querySelectorAll('[data-state]')) line.hidden = line.dataset.state !== state;
}

async function check() {
  show('asking');
  const answer = fetch(box.dataset.probe, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(10_000) });
  show(
    await answer.then(
      () => 'trusted',
      () => 'not-yet',
    ),
  );
}

// Somebody comes back from the device's settings.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void check();
});
void check();
