import { spawn, spawnSync } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from './https-server';

/** How `gitHandler` serves. */
export interface GitHandlerOptions {
  /** `user:password` that is asked for (HTTP Basic). */
  readonly login?: string;
  /** Speaks the protocol's first version only, which gives no commit by its name. */
  readonly old?: boolean;
}

/** Serves the bare repositories below a directory with `git http-backend`. */
export function gitHandler(root: string, { login, old }: GitHandlerOptions = {}): Handler {
  return (request, response) => {
    if (login !== undefined && request.headers.authorization !== `Basic ${Buffer.from(login).toString('base64')}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    backend(root, request, response, old === true);
  };
}

let execPath: string | undefined;

function backend(root: string, request: IncomingMessage, response: ServerResponse, old: boolean): void {
  execPath ??= spawnSync('git', ['--exec-path'], { encoding: 'utf8' }).stdout.trim();
  const url = new URL(request.url ?? '/', 'https://localhost');
  const header = (name: string) => String(request.headers[name] ?? '');
  const child = spawn(`${execPath}/git-http-backend`, [], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      ...(old ? {} : { GIT_PROTOCOL: header('git-protocol') }),
    },
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  response.once('close', () => child.kill());

  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()];
      if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  child.stdout.once('end', () => response.end());
}
