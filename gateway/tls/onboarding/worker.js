/** Does nothing but exist: that it may is the test. */
self.addEventListener('install', () => self.skipWaiting());
