/** What is sent byte by byte, as no library would send it; and what came back. */
import { connect, type Socket } from 'node:net';

/** All that came back until the connection ended, or until nothing more came for `quietMs` after an answer. */
export async function rawly(port: number, bytes: string | Buffer, quietMs = 300): Promise<string> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  let text = '';
  try {
    await new Promise<void>((resolve) => {
      let quiet: NodeJS.Timeout | undefined;
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
      socket.setEncoding('latin1').on('data', (part: string) => {
        text += part;
        clearTimeout(quiet);
        quiet = setTimeout(resolve, quietMs);
      });
      socket.write(bytes);
    });
  } finally {
    socket.destroy();
  }
  return text;
}

/** Status of each answer in what came back. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.[01] (\d{3}) /gm)].map((match) => Number(match[1]));
}

/** Connections that never finish what they begin. */
export function dribbling(port: number, count: number, begin: string): Socket[] {
  return Array.from({ length: count }, () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.resume().write(begin);
    const more = setInterval(() => socket.write('x'), 200);
    socket.on('close', () => clearInterval(more));
    return socket;
  });
}

/** A request of HTTP/1.1 whose parts are given as they are. */
export function request(line: string, headers: string[] = [], body = ''): string {
  return [line, 'Host: localhost', ...headers, '', body].join('\r\n');
}
