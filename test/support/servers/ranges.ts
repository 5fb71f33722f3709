import type { ServerResponse } from 'node:http';
import type { Handler } from './https-server';

/** A file that is served in parts. */
export interface ServedFile {
  content: Buffer;
  /** As the server sends it, quotes included; none where it is empty. */
  etag: string;
}

/** How the server differs from a good one. */
export interface RangeOptions {
  /** Bytes in a second; as fast as can be without. */
  readonly speed?: number;
  /** `ignores`: answers a Range with all. `careless`: answers it without a look at If-Range. */
  readonly ranges?: 'ignores' | 'careless';
}

/** Serves a file with ETag, Range and If-Range; counts the bytes of it that were sent. */
export function rangeHandler(file: ServedFile, { speed, ranges }: RangeOptions = {}): { readonly handler: Handler; sent: () => number } {
  let sent = 0;
  const write = (response: ServerResponse, body: Buffer) => {
    if (speed === undefined) {
      sent += body.length;
      response.end(body);
      return;
    }
    let at = 0;
    const timer = setInterval(() => {
      const piece = body.subarray(at, at + speed / 100);
      at += piece.length;
      sent += piece.length;
      if (at >= body.length) {
        clearInterval(timer);
        response.end(piece);
      } else response.write(piece);
    }, 10);
    response.once('close', () => clearInterval(timer));
  };
  const handler: Handler = (request, response) => {
    const { content, etag } = file;
    const headers = etag === '' ? {} : { etag };
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const condition = request.headers['if-range'];
    const asked = from !== undefined && ranges !== 'ignores' && (ranges === 'careless' || condition === undefined || condition === etag);
    if (!asked) {
      response.writeHead(200, { ...headers, 'content-length': content.length });
      write(response, content);
    } else if (Number(from) >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end('no such part');
    } else {
      const body = content.subarray(Number(from));
      response.writeHead(206, { ...headers, 'content-length': body.length, 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
      write(response, body);
    }
  };
  return { handler, sent: () => sent };
}
