/** What is done and seen at the gateway alone: it is asked each time, and nothing of it is kept here. */
import { auditData } from './audit.ts';
import { devicesData } from './devices.ts';
import type { AppData } from './line-data.ts';
import { peopleData } from './people.ts';
import { planTablesData } from './plan-tables.ts';
import { plantGatewaysData } from './plant-gateways.ts';
import type { Fetch } from './requests.ts';
import { sourcesData } from './sources.ts';

type AskedOfHome = Pick<AppData, 'sources' | 'audit' | 'people' | 'devices' | 'plantGateways' | 'planTables'>;

export function askedOfHome(fetch: Fetch, stop: AbortSignal): AskedOfHome {
  return {
    sources: sourcesData(fetch, stop),
    audit: auditData(fetch, stop),
    people: peopleData(fetch, stop),
    devices: devicesData(fetch, stop),
    plantGateways: plantGatewaysData(fetch, stop),
    planTables: planTablesData(fetch, stop),
  };
}
