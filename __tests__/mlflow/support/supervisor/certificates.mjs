import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './processes.mjs';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const DAYS = ['-days', '2'];

/** Makes a certificate authority of the tests' own and, signed by it, a server's and a client's certificate. */
export async function makeCertificates(folder) {
  mkdirSync(folder, { recursive: true });
  const file = (name) => join(folder, name);
  const [ca, caKey] = [file('ca.pem'), file('ca.key')];
  await runCommand('openssl', [
    ...['req', '-x509', ...NEW_KEY, '-keyout', caKey, '-out', ca, ...DAYS, '-subj', '/CN=Stagegate test CA'],
    ...['-addext', 'keyUsage=critical,keyCertSign'],
  ]);
  for (const name of ['server', 'client']) {
    const extensions = file(`${name}.ext`);
    writeFileSync(extensions, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    const [key, request, certificate] = ['key', 'csr', 'pem'].map((ending) => file(`${name}.${ending}`));
    await runCommand('openssl', [
      ...['req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', `/CN=${name}`],
    ]);
    await runCommand('openssl', [
      ...['x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-CAcreateserial'],
      ...['-extfile', extensions, ...DAYS, '-out', certificate],
    ]);
  }
  // As `requests`, MLflow's HTTP library, takes a client's certificate: with its key, in one file.
  const clientBoth = file('client-both.pem');
  writeFileSync(clientBoth, ['client.pem', 'client.key'].map((name) => readFileSync(file(name))).join(''));
  return {
    ca,
    serverCertificate: file('server.pem'),
    serverKey: file('server.key'),
    clientCertificate: file('client.pem'),
    clientKey: file('client.key'),
    clientBoth,
  };
}
