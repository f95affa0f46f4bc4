import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files in PEM format, made by the openssl command. */
export interface Certificates {
  /** The authority's certificate. */
  readonly authority: string;
  /** For 127.0.0.1 and localhost. */
  readonly server: { readonly cert: string; readonly key: string };
  /** For another host. */
  readonly elsewhere: { readonly cert: string; readonly key: string };
  /** For 127.0.0.1, and over since long ago. */
  readonly expired: { readonly cert: string; readonly key: string };
  /** Certificate and key in one file. */
  readonly client: string;
}

/** An authority of the test's own and what it signed. */
export function makeCertificates(folder: string): Certificates {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    ...[
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=Test CA',
    ],
  );
  const sign = (name: string, extensions: string, ...validity: string[]): { cert: string; key: string } => {
    writeFileSync(join(folder, `${name}.ext`), extensions);
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...[
        '-out',
        `${name}.pem`,
        '-extfile',
        `${name}.ext`,
        ...(validity.length === 0 ? ['-days', '1'] : validity),
      ],
    );
    return { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  };
  const client = sign('client', 'extendedKeyUsage=clientAuth');
  const both = join(folder, 'client-both.pem');
  writeFileSync(both, `${readFileSync(client.cert, 'utf8')}${readFileSync(client.key, 'utf8')}`);
  return {
    authority: join(folder, 'ca.pem'),
    server: sign('server', 'subjectAltName=IP:127.0.0.1,DNS:localhost'),
    elsewhere: sign('elsewhere', 'subjectAltName=DNS:elsewhere.example.com'),
    // Debian's openssl 3.0 has no -not_after; a negative number of days does
    expired: sign('expired', 'subjectAltName=IP:127.0.0.1', '-days', '-1'),
    client: both,
  };
}
