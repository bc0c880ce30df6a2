/** Texts of the app around the pages: starting, and why it could not start. */
import { language } from './locale.ts';

const en = {
  opening: 'Opening …',
  pageMissing: 'This page could not be loaded',
  pageMissingDo: 'A part of the app is not on this device yet. Connect it to the network and load the page again.',
  insecure: 'This address is not secure',
  insecureDo: 'Browsers keep nothing on the device for such an address. Open Lineside by https, or on localhost.',
  blocked: 'The browser does not let Lineside keep anything on this device',
  blockedDo: 'Allow site data for this address (not a private window), then load the page again.',
  full: 'There is no space left on this device',
  fullDo: 'Free some space, then load the page again. What was entered here before is kept.',
  broken: 'What is kept on this device could not be opened',
  brokenDo: 'Close the other windows of Lineside and load the page again. If that does not help, restart the device.',
  reload: 'Load again',
};

const de: typeof en = {
  opening: 'Wird geöffnet …',
  pageMissing: 'Diese Seite konnte nicht geladen werden',
  pageMissingDo:
    'Ein Teil der App ist noch nicht auf diesem Gerät. Mit dem Netzwerk verbinden und die Seite neu laden.',
  insecure: 'Diese Adresse ist nicht sicher',
  insecureDo:
    'Für solche Adressen behalten Browser nichts auf dem Gerät. Lineside über https öffnen oder auf localhost.',
  blocked: 'Der Browser lässt Lineside nichts auf diesem Gerät behalten',
  blockedDo: 'Websitedaten für diese Adresse erlauben (kein privates Fenster), dann die Seite neu laden.',
  full: 'Auf diesem Gerät ist kein Platz mehr',
  fullDo: 'Platz schaffen, dann die Seite neu laden. Was hier eingegeben wurde, bleibt erhalten.',
  broken: 'Die Daten auf diesem Gerät konnten nicht geöffnet werden',
  brokenDo: 'Andere Fenster von Lineside schließen und die Seite neu laden. Hilft das nicht, das Gerät neu starten.',
  reload: 'Neu laden',
};

export type ShellText = keyof typeof en;

export function shellText(key: ShellText): string {
  return (language().toLowerCase().startsWith('de') ? de : en)[key];
}
