/** Devices of the plant: how they become ones, how they come in, and the tickets with which people worked out of reach. */
import {
  ChallengeQuestion,
  CodeQuestion,
  DeviceChange,
  DeviceSessionQuestion,
  EnrolQuestion,
  UsedTickets,
  type DeviceSessionAnswer,
} from '../../../shared/access/protocol.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DeviceChallenges } from '../../auth/device-challenge.ts';
import { COOKIE_MS, type DeviceSessions } from '../../auth/device-sessions.ts';
import type { Devices } from '../../auth/devices.ts';
import type { Enrolment } from '../../auth/enrolment.ts';
import type { Tickets } from '../../auth/tickets.ts';
import { DEVICE_COOKIE, setCookie } from '../cookies.ts';
import { route, type Route } from '../route.ts';

export interface DeviceRouteParts {
  enrolment: Enrolment;
  devices: Devices;
  challenges: DeviceChallenges;
  deviceSessions: DeviceSessions;
  tickets: Tickets;
}

export function deviceRoutes(parts: DeviceRouteParts): Route[] {
  const { enrolment, devices, challenges, deviceSessions, tickets } = parts;
  return [
    route({
      method: 'POST',
      path: '/api/devices/codes',
      access: 'manage-devices',
      body: CodeQuestion,
      handle: async ({ ctx, body, principal }) => {
        ctx.body = await enrolment.invite(body, principal);
      },
    }),
    route({
      method: 'POST',
      path: '/api/devices/enrol',
      access: 'anyone',
      body: EnrolQuestion,
      handle: async ({ ctx, body, principal }) => {
        const { device, token } = await enrolment.enrol(body, principal);
        setCookie(ctx, DEVICE_COOKIE, token, COOKIE_MS);
        ctx.body = { device };
      },
    }),
    route({
      method: 'POST',
      path: '/api/devices/challenge',
      access: 'anyone',
      elsewhere: true,
      body: ChallengeQuestion,
      handle: ({ ctx, body }) => {
        ctx.body = { challenge: challenges.make(body.id) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/devices/session',
      access: 'anyone',
      elsewhere: true,
      body: DeviceSessionQuestion,
      handle: async ({ ctx, body, principal: { address } }) => {
        const by = body.bearer ? 'bearer' : 'cookie';
        const { token, ...come } = await deviceSessions.come(body, { by, address });
        if (by === 'cookie') setCookie(ctx, DEVICE_COOKIE, token, COOKIE_MS);
        const answer: DeviceSessionAnswer = by === 'cookie' ? { device: come.device } : { ...come, token };
        ctx.body = answer;
      },
    }),
    {
      method: 'GET',
      path: '/api/devices',
      access: 'manage-devices',
      handle: ({ ctx }) => {
        ctx.body = { devices: devices.views() };
      },
    },
    route({
      method: 'PUT',
      path: '/api/devices/:id',
      access: 'manage-devices',
      body: DeviceChange,
      handle: async ({ ctx, params, body, principal }) => {
        ctx.body = { device: await devices.change(params.id!, body, principal) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/access/tickets',
      access: 'push',
      elsewhere: true,
      body: UsedTickets,
      handle: async ({ ctx, body, principal: { device, address } }) => {
        if (!device) throw new AppError('FORBIDDEN', 'Tickets are for enrolled devices, and this is none.');
        ctx.body = { results: await tickets.use(body.tickets, device, address) };
      },
    }),
  ];
}
