/**
 * The log: a JSON object a line for whoever collects it, plain lines for a person at a terminal. Parts of the gateway are
 * given a function that takes a sentence; `ofComponent` makes the same one say which part it was.
 */
import { pino } from 'pino';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = (message: string) => void;

export interface Logger {
  log: Log;
  warn: Log;
  /** A bug, with where it was. */
  fatal: (error: unknown) => void;
  /** From here on each line says whose it is. */
  identify: (gateway: string) => void;
}

export interface LoggerParts {
  level: LogLevel;
  /** A person reads along. */
  human: boolean;
  /** Takes whole lines, and has them when it returns: what ends a process must be in the log. */
  write: Log;
  now: () => number;
}

const COMPONENT = Symbol('component');
type LogOfParts = Log & { [COMPONENT]?: (name: string) => Log };

export function createLogger({ level, human, write, now }: LoggerParts): Logger {
  let gateway: string | null = null;
  const root = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => (gateway === null ? {} : { gateway }),
    },
    { write: human ? (line) => write(readable(line)) : write },
  );
  const log: LogOfParts = (message) => root.info(message);
  log[COMPONENT] = (component) => {
    const child = root.child({ component });
    return (message) => child.info(message);
  };
  return {
    log,
    warn: (message) => root.warn(message),
    fatal: (error) => root.fatal(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    identify: (id) => (gateway = id),
  };
}

/** The same log for one part of the gateway: `store`, `replication`. A log that knows of no parts stays as it is. */
export function ofComponent(log: Log, component: string): Log {
  return (log as LogOfParts)[COMPONENT]?.(component) ?? log;
}

interface Line {
  time: string;
  level: string;
  component?: string;
  msg: string;
}

function readable(line: string): string {
  const { time, level, component, msg } = JSON.parse(line) as Line;
  const loud = level === 'info' ? '' : `${level.toUpperCase()} `;
  return `${time} ${loud}${component ? `[${component}] ` : ''}${msg}\n`;
}
