/** The plant's CA as a profile that Apple's devices install in a few taps. */
import { createHash, type X509Certificate } from 'node:crypto';
import { fingerprintOf } from './fingerprint.ts';
import { markup } from './markup.ts';

/** `name` = what the device's settings call it. The same CA gives the same profile, so installing twice replaces. */
export function mobileconfig(root: X509Certificate, name: string): string {
  const [profile, payload] = [uuid('profile', root), uuid('certificate', root)];
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>lineside.plant.${profile}</string>
  <key>PayloadUUID</key><string>${profile}</string>
  <key>PayloadDisplayName</key><string>${name}</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>lineside.plant.ca.${payload}</string>
      <key>PayloadUUID</key><string>${payload}</string>
      <key>PayloadDisplayName</key><string>${name}</string>
      <key>PayloadCertificateFileName</key><string>ca.crt</string>
      <key>PayloadContent</key><data>${root.raw.toString('base64')}</data>
    </dict>
  </array>
</dict>
</plist>
`.text;
}

function uuid(of: string, root: X509Certificate): string {
  const hex = createHash('sha256')
    .update(`${of} ${fingerprintOf(root)}`)
    .digest('hex')
    .toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
