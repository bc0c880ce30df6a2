/** The port of app and API: HTTP/2 and HTTP/1.1 over TLS, or plain HTTP/1.1 on loopback, with the same limits. */
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { Server } from 'node:net';
import type { ServerCertificate } from './certificate.ts';
import { ConnectionLimit, type ConnectionLimits } from './connection-limit.ts';

/** All header lines of a request together, bytes. */
const MOST_HEADER_BYTES = 16 * 1024;
/** A request's head must be there by then: a sender of one byte a second holds a connection no longer. */
const HEADERS_MS = 10_000;
const LOOK_MS = 2_000;
/** A handshake takes two ways over the network. */
const HANDSHAKE_MS = 10_000;
/** Longer than proxies keep theirs (60 s): the one that closes first must not be this one. */
const KEEP_ALIVE_MS = 65_000;
/** A connection on which nothing at all moved: an event stream has a beat every few seconds. */
const SILENT_MS = 10 * 60_000;
/** How much of an upload may be on its way; HTTP/2's own 64 kB make a file over Wi-Fi slow. */
const WINDOW_BYTES = 1024 * 1024;

type Answer = (asked: IncomingMessage, answer: ServerResponse) => void | Promise<void>;

export interface GatewayServer {
  server: Server;
  /** Shows new connections another certificate; open ones go on with theirs. */
  renew(certificate: ServerCertificate): void;
  connections: ConnectionLimit;
  /** Takes no more and ends those that are open. */
  end(): void;
}

export interface GatewayServerParts {
  /** `app.callback()`; Koa takes requests of both protocols. */
  answer: Answer;
  /** Null = plain HTTP. */
  certificate: ServerCertificate | null;
  limits?: ConnectionLimits;
}

export function createGatewayServer({ answer, certificate, limits }: GatewayServerParts): GatewayServer {
  const server = certificate ? secureServer(answer, certificate) : plainServer(answer);
  const connections = new ConnectionLimit(server, limits);
  return {
    server,
    connections,
    renew: ({ cert, key }) => 'setSecureContext' in server && server.setSecureContext({ cert, key, ...TLS }),
    end: () => {
      server.close();
      connections.endAll();
    },
  };
}

/** TLS 1.2 only with forward secrecy and authenticated ciphers: what 1.3 has anyway. */
const TLS = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
} as const;

/** A file of gigabytes takes longer than any limit for a whole request; routes end senders that fall silent. */
const TIMES = {
  requestTimeout: 0,
  headersTimeout: HEADERS_MS,
  connectionsCheckingInterval: LOOK_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
};

function plainServer(answer: Answer): HttpServer {
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, answer);
  return Object.assign(server, TIMES);
}

function secureServer(answer: Answer, { cert, key }: ServerCertificate): Http2SecureServer {
  const server = createSecureServer({
    ...TLS,
    cert,
    key,
    allowHTTP1: true,
    noDelay: true,
    handshakeTimeout: HANDSHAKE_MS,
    settings: {
      maxConcurrentStreams: 100,
      maxHeaderListSize: MOST_HEADER_BYTES,
      initialWindowSize: WINDOW_BYTES,
      enablePush: false,
    },
  });
  // The compatible half of HTTP/2 is what Koa asks of a request; its types say less than it does.
  server.on('request', answer as never);
  server.on('session', (session) => {
    session.setTimeout(SILENT_MS, () => session.close());
    // Node's own window for a whole connection is 64 kB, however large one of its streams may be.
    session.setLocalWindowSize(4 * WINDOW_BYTES);
  });
  return Object.assign(server, TIMES);
}
