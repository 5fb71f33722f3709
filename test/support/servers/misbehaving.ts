import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { sleep } from '../until';
import { startTcpServer, type TestServer } from './https-server';

/** Accepts, and never says a word. */
export const startSilent = (): Promise<TestServer> => startTcpServer((socket) => { socket.resume(); });

/** Accepts, and closes the connection as soon as something comes, or at once. */
export const startClosing = (): Promise<TestServer> => startTcpServer((socket) => { socket.end(); });

/** Accepts, and resets the connection. */
export const startResetting = (): Promise<TestServer> => startTcpServer((socket) => { socket.resetAndDestroy(); });

/** Says this, whatever it hears, and then nothing. */
export const startSaying = (text: string | Buffer): Promise<TestServer> => startTcpServer((socket) => { socket.write(text); });

/** A port that lets packets vanish, as a firewall does. */
export interface BlackHole {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A listener that accepts nothing, with its queue full: the kernel does not answer those who would like to connect. A thread
 * of its own listens, and sleeps forever.
 */
export async function startBlackHole(): Promise<BlackHole> {
  const worker = new Worker(`
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    });
  `, { eval: true });
  const port = await new Promise<number>((done, failed) => { worker.once('message', done).once('error', failed); });
  await sleep(100); // until the thread sleeps: nobody can see that
  const fillers: Socket[] = [];
  // One in the queue is enough by the book; what the kernel makes of a backlog of 1 is its own affair.
  for (let connected = true; connected && fillers.length < 20;) {
    const filler = connect(port, '127.0.0.1').on('error', () => undefined);
    fillers.push(filler);
    connected = await new Promise<boolean>((done) => {
      filler.once('connect', () => done(true));
      setTimeout(() => done(false), 300);
    });
  }
  return {
    port,
    close: async () => {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
}
