/** Settings of what a gateway tells those who look after it. */
import { secretFile, SECRET_FILE, type Environment, type FromBase, type Read } from './values.ts';
import { LOG_LEVELS, type LogLevel } from '../health/log.ts';

export interface HealthConfig {
  logLevel: LogLevel;
  /** Whoever has what is in it may read `/metrics`; absolute; null = nobody has. */
  metricsTokenFile: string | null;
}

export function healthOf(env: Environment, read: Read, path: FromBase): HealthConfig {
  const level = (text: string) => LOG_LEVELS.find((each) => each === text) ?? null;
  return {
    logLevel: read('LOG_LEVEL', 'info', level, `expected one of ${LOG_LEVELS.join(', ')}`),
    metricsTokenFile: env.METRICS_TOKEN_FILE?.trim()
      ? read('METRICS_TOKEN_FILE', '', secretFile(path), SECRET_FILE)
      : null,
  };
}
