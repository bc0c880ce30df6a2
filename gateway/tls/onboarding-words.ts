/** What the onboarding page says, in one language. Menus are named as the systems name them. */
export type System = 'windows' | 'android' | 'ios' | 'macos' | 'linux' | 'firefox';

export interface OnboardingWords {
  language: 'en' | 'de';
  title: string;
  what: (plant: string) => string;
  without: string;
  states: { asking: string; trusted: string; notYet: string };
  compare: { title: string; why: string; other: string };
  file: { title: string; what: string; certificate: string; profile: string };
  install: { title: string; name: (ca: string) => string };
  systems: Record<System, { title: string; steps: readonly string[] }>;
  test: { title: string; what: string; button: string };
  phone: { title: string; what: string; alt: string };
  given: string;
  result: {
    title: string;
    asking: string;
    ready: string;
    open: string;
    untrusted: string;
    untrustedWhy: string;
    noWorker: string;
    noWorkerWhy: string;
    again: string;
    back: string;
    noScript: string;
  };
}

export const ENGLISH: OnboardingWords = {
  language: 'en',
  title: 'Let this device trust the gateway',
  what: (plant) =>
    `This is a gateway of ${plant}. Its pages are encrypted with a certificate that the plant made itself, so a device has to be told once to trust it. That holds for all gateways of the plant, and for nothing outside of it.`,
  without: 'Without it the browser shows a warning, and the app cannot be installed or work out of reach.',
  states: {
    asking: 'Asking whether this device trusts the gateway\u00a0…',
    trusted: '✓ This device trusts the gateway.',
    notYet: '▲ This device does not trust the gateway yet, or cannot reach it. Follow the steps.',
  },
  compare: {
    title: '1. Compare',
    why: 'This fingerprint must be the same as the one on the gateway’s console, or on the page “People and devices” of an administrator. The device shows it too, as SHA-256, when the certificate is opened.',
    other: 'If it differs, stop and tell whoever looks after the gateway: somebody may be in between.',
  },
  file: {
    title: '2. Get the certificate',
    what: 'The profile is for iPhone and iPad; every other system takes the certificate.',
    certificate: 'Certificate (ca.crt)',
    profile: 'Profile for Apple devices',
  },
  install: { title: '3. Install it', name: (ca) => `The device calls it “${ca}”.` },
  systems: {
    windows: {
      title: 'Windows (Chrome, Edge)',
      steps: [
        'Open the file ca.crt, then choose Install Certificate.',
        'Choose Local Machine (or Current User, if you may not change the machine).',
        'Choose Place all certificates in the following store, Browse, Trusted Root Certification Authorities.',
        'Choose Finish, and Yes if a warning shows the fingerprint. Close the browser and open it again.',
      ],
    },
    android: {
      title: 'Android (Chrome)',
      steps: [
        'Open Settings and search for “CA certificate”, or go to Security & privacy, More security settings, Encryption & credentials, Install a certificate, CA certificate.',
        'Choose Install anyway, and confirm with the device’s PIN. A device without a screen lock has to be given one.',
        'Choose the file ca.crt in Downloads.',
      ],
    },
    ios: {
      title: 'iPhone and iPad',
      steps: [
        'Open this page in Safari, tap Profile for Apple devices and Allow.',
        'Open Settings, tap Profile Downloaded, Install, and confirm with the device’s code.',
        'Go to Settings, General, About, Certificate Trust Settings, and turn on the switch beside the plant’s CA. Without the switch nothing changes.',
      ],
    },
    macos: {
      title: 'Mac',
      steps: [
        'Open the file ca.crt. Keychain Access opens; choose the keychain System.',
        'Double-click the certificate there, open Trust, and set When using this certificate to Always Trust.',
        'Close the window and confirm with your password. Close the browser and open it again.',
      ],
    },
    linux: {
      title: 'Linux and ChromeOS (Chrome, Chromium)',
      steps: [
        'Open chrome://certificate-manager in the address bar, then Local certificates, Installed by you.',
        'Beside Trusted Certificates choose Import, and the file ca.crt.',
        'For many machines: certutil -d sql:$HOME/.pki/nssdb -A -t "C,," -n lineside -i ca.crt',
      ],
    },
    firefox: {
      title: 'Firefox',
      steps: [
        'On Windows, Mac and Android do the steps of the system first; on Android then open Settings, About Firefox, tap the logo five times, go back, and turn on Use third party CA certificates in Secret Settings.',
        'Elsewhere: Settings, Privacy & Security, Certificates, View Certificates, Authorities, Import, the file ca.crt.',
        'Tick Trust this CA to identify websites.',
      ],
    },
  },
  test: {
    title: '4. Test',
    what: 'Opens the gateway’s encrypted page and tries what the app needs. If the browser warns there, the certificate is not installed: come back, and do not click the warning away.',
    button: 'Test this device',
  },
  phone: {
    title: 'The app’s address',
    what: 'For the camera of a phone or tablet that trusts the gateway:',
    alt: 'QR code of the app’s address',
  },
  given:
    'This plant uses a certificate of its own. The devices that it looks after trust it already; for any other, ask whoever looks after the plant’s devices.',
  result: {
    title: 'Is this device ready?',
    asking: 'Trying\u00a0…',
    ready: '✓ Ready. This device trusts the gateway; the app can be installed and works out of reach.',
    open: 'Open Lineside',
    untrusted: '▲ Not ready: this device does not trust the gateway’s certificate.',
    untrustedWhy:
      'If you clicked a warning away to come here, the connection only looks secure. Go back, install the certificate, close the browser, open it again and test once more.',
    noWorker: '▲ Not ready: the browser does not let the app keep its pages on this device.',
    noWorkerWhy:
      'Private windows and browsers that forget everything do not: use a normal window. If there was a warning before this page, the certificate is not installed: go back and follow the steps.',
    again: 'Test again',
    back: 'Back to the steps',
    noScript: '▲ JavaScript is off in this browser. Lineside needs it.',
  },
};
