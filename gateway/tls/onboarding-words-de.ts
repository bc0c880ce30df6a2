import type { OnboardingWords } from './onboarding-words.ts';

export const GERMAN: OnboardingWords = {
  language: 'de',
  title: 'Diesem Gerät das Gateway bekannt machen',
  what: (plant) =>
    `Dies ist ein Gateway von ${plant}. Seine Seiten sind mit einem Zertifikat verschlüsselt, das das Werk selbst erstellt hat. Jedem Gerät muss deshalb einmal gesagt werden, dass es ihm vertrauen darf. Das gilt für alle Gateways des Werks und für nichts außerhalb.`,
  without:
    'Ohne das zeigt der Browser eine Warnung, und die App lässt sich weder installieren noch ohne Verbindung benutzen.',
  states: {
    asking: 'Prüft, ob dieses Gerät dem Gateway vertraut\u00a0…',
    trusted: '✓ Dieses Gerät vertraut dem Gateway.',
    notYet: '▲ Dieses Gerät vertraut dem Gateway noch nicht oder erreicht es nicht. Bitte den Schritten folgen.',
  },
  compare: {
    title: '1. Vergleichen',
    why: 'Dieser Fingerabdruck muss derselbe sein wie auf der Konsole des Gateways oder auf der Seite „Personen und Geräte“ der Administration. Auch das Gerät zeigt ihn als SHA-256, wenn man das Zertifikat öffnet.',
    other: 'Ist er anders: abbrechen und die Betreuung des Gateways informieren. Es könnte jemand dazwischen sein.',
  },
  file: {
    title: '2. Zertifikat laden',
    what: 'Das Profil ist für iPhone und iPad; alle anderen Systeme nehmen das Zertifikat.',
    certificate: 'Zertifikat (ca.crt)',
    profile: 'Profil für Apple-Geräte',
  },
  install: { title: '3. Installieren', name: (ca) => `Auf dem Gerät heißt es „${ca}“.` },
  systems: {
    windows: {
      title: 'Windows (Chrome, Edge)',
      steps: [
        'Die Datei ca.crt öffnen, dann „Zertifikat installieren“.',
        '„Lokaler Computer“ wählen (oder „Aktueller Benutzer“, wenn man den Computer nicht ändern darf).',
        '„Alle Zertifikate in folgendem Speicher speichern“, „Durchsuchen“, „Vertrauenswürdige Stammzertifizierungsstellen“ wählen.',
        '„Fertig stellen“, und „Ja“, falls eine Warnung den Fingerabdruck zeigt. Browser schließen und neu öffnen.',
      ],
    },
    android: {
      title: 'Android (Chrome)',
      steps: [
        'Einstellungen öffnen und nach „CA-Zertifikat“ suchen, oder: Sicherheit und Datenschutz, Weitere Sicherheitseinstellungen, Verschlüsselung und Anmeldedaten, Zertifikat installieren, CA-Zertifikat.',
        '„Trotzdem installieren“ wählen und mit der PIN des Geräts bestätigen. Ein Gerät ohne Displaysperre braucht vorher eine.',
        'Die Datei ca.crt unter Downloads wählen.',
      ],
    },
    ios: {
      title: 'iPhone und iPad',
      steps: [
        'Diese Seite in Safari öffnen, „Profil für Apple-Geräte“ antippen und „Zulassen“.',
        'Einstellungen öffnen, „Profil geladen“, „Installieren“, und mit dem Code des Geräts bestätigen.',
        'Einstellungen, Allgemein, Info, Zertifikatsvertrauenseinstellungen: den Schalter neben der CA des Werks einschalten. Ohne den Schalter ändert sich nichts.',
      ],
    },
    macos: {
      title: 'Mac',
      steps: [
        'Die Datei ca.crt öffnen. Die Schlüsselbundverwaltung öffnet sich; den Schlüsselbund „System“ wählen.',
        'Das Zertifikat dort doppelklicken, „Vertrauen“ aufklappen und „Bei Verwendung dieses Zertifikats“ auf „Immer vertrauen“ setzen.',
        'Fenster schließen und mit dem Passwort bestätigen. Browser schließen und neu öffnen.',
      ],
    },
    linux: {
      title: 'Linux und ChromeOS (Chrome, Chromium)',
      steps: [
        'In der Adresszeile chrome://certificate-manager öffnen, dann „Lokale Zertifikate“, „Von dir installiert“.',
        'Neben „Vertrauenswürdige Zertifikate“ „Importieren“ und die Datei ca.crt wählen.',
        'Für viele Rechner: certutil -d sql:$HOME/.pki/nssdb -A -t "C,," -n lineside -i ca.crt',
      ],
    },
    firefox: {
      title: 'Firefox',
      steps: [
        'Unter Windows, auf dem Mac und unter Android zuerst die Schritte des Systems; unter Android danach Einstellungen, Über Firefox, fünfmal auf das Logo tippen, zurück, und in „Secret Settings“ die CA-Zertifikate von Drittanbietern einschalten.',
        'Sonst: Einstellungen, Datenschutz & Sicherheit, Zertifikate, Zertifikate anzeigen, Zertifizierungsstellen, Importieren, die Datei ca.crt.',
        '„Dieser CA vertrauen, um Websites zu identifizieren“ ankreuzen.',
      ],
    },
  },
  test: {
    title: '4. Testen',
    what: 'Öffnet die verschlüsselte Seite des Gateways und probiert, was die App braucht. Warnt der Browser dort, ist das Zertifikat nicht installiert: zurückkommen und die Warnung nicht wegklicken.',
    button: 'Dieses Gerät testen',
  },
  phone: {
    title: 'Adresse der App',
    what: 'Für die Kamera eines Telefons oder Tablets, das dem Gateway vertraut:',
    alt: 'QR-Code der Adresse der App',
  },
  given:
    'Dieses Werk verwendet ein eigenes Zertifikat. Geräte, die es selbst betreut, vertrauen ihm bereits; bei allen anderen hilft, wer die Geräte des Werks betreut.',
  result: {
    title: 'Ist dieses Gerät bereit?',
    asking: 'Wird probiert\u00a0…',
    ready:
      '✓ Bereit. Dieses Gerät vertraut dem Gateway; die App lässt sich installieren und arbeitet auch ohne Verbindung.',
    open: 'Lineside öffnen',
    untrusted: '▲ Nicht bereit: dieses Gerät vertraut dem Zertifikat des Gateways nicht.',
    untrustedWhy:
      'Wurde auf dem Weg hierher eine Warnung weggeklickt, sieht die Verbindung nur sicher aus. Zurückgehen, das Zertifikat installieren, den Browser schließen, neu öffnen und noch einmal testen.',
    noWorker: '▲ Nicht bereit: der Browser lässt die App ihre Seiten nicht auf diesem Gerät aufheben.',
    noWorkerWhy:
      'Private Fenster und Browser, die alles vergessen, tun das nicht: bitte ein normales Fenster verwenden. Gab es vor dieser Seite eine Warnung, ist das Zertifikat nicht installiert: zurückgehen und den Schritten folgen.',
    again: 'Noch einmal testen',
    back: 'Zurück zu den Schritten',
    noScript: '▲ JavaScript ist in diesem Browser aus. Lineside braucht es.',
  },
};
