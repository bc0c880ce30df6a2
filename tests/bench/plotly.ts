/** Plotly as a peer. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { installedPeer } from './installed-peers.ts';

/** A page that draws an answer of `/api/series` (JSON): page, library and points, as anyone would serve them. */
export async function servePlotly(json: string): Promise<{ address: string; close(): Promise<void> }> {
  const library = await readFile(await installedPeer('plotly.js-dist-min/plotly.min.js'));
  const files: Record<string, [type: string, body: string | Buffer]> = {
    '/': ['text/html', PLOTLY_PAGE],
    '/plotly.js': ['text/javascript', library],
    '/series': ['application/json', json],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-type': type }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const PLOTLY_PAGE = `<!doctype html>
<title>Plotly</title>
<script>
  window.yearPainted = new Promise((resolve) => (window.isYearPainted = resolve));
</script>
<script src="plotly.js" defer></script>
<div id="chart" style="width: 2080px; height: 800px"></div>
<script type="module">
  const { columns, resolution } = await (await fetch('/series')).json();
  const x = columns.at.map((at) => new Date(at));
  const scaled = (values) => values.map((value) => value * resolution);
  const line = { width: 0 };
  await Plotly.newPlot('chart', [
    { x, y: scaled(columns.min), line, hoverinfo: 'skip' },
    { x, y: scaled(columns.max), line, fill: 'tonexty' },
    { x, y: columns.sum.map((sum, i) => (sum / columns.count[i]) * resolution), mode: 'lines' },
  ]);
  requestAnimationFrame(() => setTimeout(() => window.isYearPainted(performance.now())));
</script>`;
