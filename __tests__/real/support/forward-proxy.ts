import { createServer, request, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ForwardProxy {
  readonly url: string;
  readonly port: number;
  /** `CONNECT host:port` and `GET http://…`, with the login that came along. */
  readonly seen: { readonly line: string; readonly login: string | undefined }[];
  /** What it says to everything from now on; null to do its work. */
  refuse(status: number | null): void;
  close(): Promise<void>;
}

/**
 * A forward proxy on loopback: tunnels, and plain requests with a whole URL.
 * @param hosts where names lead that nobody else knows
 * @param tls the certificate of a proxy that is itself reached over TLS
 */
export async function startProxy(
  hosts: Readonly<Record<string, string>> = {},
  tls?: { readonly cert: Buffer; readonly key: Buffer },
): Promise<ForwardProxy> {
  const seen: ForwardProxy['seen'] = [];
  const sockets = new Set<Socket>();
  let refusal: number | null = null;
  const answer: RequestListener = (incoming, response) => {
    seen.push({
      line: `${incoming.method ?? ''} ${incoming.url ?? ''}`,
      login: incoming.headers['proxy-authorization'],
    });
    if (refusal !== null) {
      response.writeHead(refusal, { 'content-type': 'text/html' }).end('<html>the proxy says no</html>');
      return;
    }
    const headers = { ...incoming.headers };
    delete headers['proxy-authorization'];
    const to = new URL(incoming.url ?? '');
    const options = { method: incoming.method, headers, hostname: hosts[to.hostname] ?? to.hostname };
    const onward = request(to, options, (answered) => {
      response.writeHead(answered.statusCode ?? 0, answered.headers);
      answered.pipe(response);
    });
    incoming.pipe(onward);
  };
  const server = tls === undefined ? createServer(answer) : createSecureServer(tls, answer);
  server.on('connect', (incoming, socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    seen.push({ line: `CONNECT ${incoming.url ?? ''}`, login: incoming.headers['proxy-authorization'] });
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host = '', port = ''] = (incoming.url ?? '').split(':');
    const onward = connect(Number(port), hosts[host] ?? host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    sockets.add(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    seen,
    refuse: (status) => (refusal = status),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
