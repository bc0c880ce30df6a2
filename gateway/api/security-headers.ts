/** What browsers are told with every answer: load nothing from elsewhere, run nothing inline, let nobody frame or read this. */
import type { Middleware } from 'koa';
import helmet from 'koa-helmet';
import type { EnrolledOrigins } from './cross-origin.ts';
import { isLoopbackHost } from './request-origin.ts';

const CONTENT_SECURITY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html', 'app-sw'],
};

/** The app copies charts and settings to the clipboard and fills a kiosk's screen; the rest is nobody's. */
const USED = ['clipboard-write', 'fullscreen', 'screen-wake-lock'];
const NOT_USED = [
  ...['accelerometer', 'ambient-light-sensor', 'autoplay', 'bluetooth', 'browsing-topics', 'camera'],
  ...['clipboard-read', 'cross-origin-isolated', 'display-capture', 'encrypted-media', 'gamepad', 'geolocation'],
  ...['gyroscope', 'hid', 'identity-credentials-get', 'idle-detection', 'keyboard-map', 'local-fonts', 'magnetometer'],
  ...['microphone', 'midi', 'otp-credentials', 'payment', 'picture-in-picture', 'publickey-credentials-create'],
  ...['publickey-credentials-get', 'serial', 'storage-access', 'sync-xhr', 'usb', 'window-management'],
  'xr-spatial-tracking',
];
const PERMISSIONS = [...USED.map((name) => `${name}=(self)`), ...NOT_USED.map((name) => `${name}=()`)].join(', ');

/**
 * A month, not longer: when a plant's CA is lost and made anew, browsers that remember let nobody onto the page that hands
 * out the new one. Subdomains are other machines, and none of ours.
 */
const REMEMBER_TLS = 'max-age=2592000';

export function securityHeaders({ origins }: { origins: EnrolledOrigins }): Middleware {
  const fixed = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...CONTENT_SECURITY, 'connect-src': [() => ["'self'", ...origins()].join(' ')] },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    // Below: only over TLS, and never for a name that other programs of a machine share.
    strictTransportSecurity: false,
  });
  return async (ctx, next) => {
    ctx.set('Permissions-Policy', PERMISSIONS);
    // With another port, browsers would ask for https at the onboarding page's name and find nothing there.
    if (ctx.secure && !isLoopbackHost(ctx.host) && !/:\d+$/.test(ctx.host))
      ctx.set('Strict-Transport-Security', REMEMBER_TLS);
    await fixed(ctx, next);
  };
}
