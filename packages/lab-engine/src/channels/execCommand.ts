import type { WebSocket } from 'ws';
import { ClusterError, type ClusterClient } from '../gateway';
import { errorFromStatus } from '../gateway/ClusterError';
import type { ExecResult } from '../runtime/types';
import { openWebSocket } from './openWebSocket';

/** Both name the channel in the first byte; the newer one can close single channels. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const CHANNELS = { stdout: 1, stderr: 2, status: 3 };
/** What is kept of each output; a solution that says more is not read to its end. */
const MAX_OUTPUT_BYTES = 256 * 1024;

/** What is run, and where. */
export interface ExecCommandOptions {
  namespace: string;
  pod: string;
  container: string;
  command: string[];
  /** Ends the connection; the process may go on. */
  signal: AbortSignal;
}

/** How a command ended, as the API server says it. */
interface ExitStatus {
  status?: 'Success' | 'Failure';
  reason?: string;
  message?: string;
  details?: { causes?: { reason?: string; message?: string }[] };
}

/**
 * Runs a command in a running container, without input and without terminal.
 *
 * @throws ClusterError when it cannot be run at all; a command that fails has an exit code
 */
export async function execCommand(
  client: ClusterClient,
  options: ExecCommandOptions,
): Promise<ExecResult> {
  const { namespace, pod: name, container, command, signal } = options;
  const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  const target = await client.socket({
    path: await client.path(pod, 'exec'),
    query: { container, command, stdout: true, stderr: true },
  });
  const socket = await openWebSocket(target, PROTOCOLS);
  const onAbort = () => socket.terminate();
  signal.addEventListener('abort', onAbort);
  try {
    signal.throwIfAborted();
    const { stdout, stderr, status } = await readChannels(socket);
    signal.throwIfAborted();
    return { exitCode: exitCode(status), stdout, stderr };
  } finally {
    signal.removeEventListener('abort', onAbort);
    socket.terminate();
  }
}

function readChannels(
  socket: WebSocket,
): Promise<{ stdout: string; stderr: string; status: string }> {
  const outputs = new Map<number, Buffer[]>();
  const sizes = new Map<number, number>();
  const text = (channel: number) =>
    Buffer.concat(outputs.get(channel) ?? [])
      .subarray(0, MAX_OUTPUT_BYTES)
      .toString('utf8');
  return new Promise((resolve, reject) => {
    socket.on('message', (message: Buffer) => {
      const channel = message[0];
      const size = sizes.get(channel) ?? 0;
      if (size > MAX_OUTPUT_BYTES) return;
      sizes.set(channel, size + message.length - 1);
      outputs.set(channel, [
        ...(outputs.get(channel) ?? []),
        message.subarray(1),
      ]);
    });
    socket.once('error', reject);
    socket.once('close', () =>
      resolve({
        stdout: text(CHANNELS.stdout),
        stderr: text(CHANNELS.stderr),
        status: text(CHANNELS.status),
      }),
    );
    socket.resume();
  });
}

/** @throws ClusterError when the connection broke, or the command could not be started */
function exitCode(text: string): number {
  if (!text) {
    throw new ClusterError({
      status: 0,
      reason: 'Unreachable',
      message: 'the connection ended before the command did',
    });
  }
  const status: ExitStatus = JSON.parse(text);
  if (status.status === 'Success') return 0;
  const code = status.details?.causes?.find(
    ({ reason }) => reason === 'ExitCode',
  );
  if (!code) throw errorFromStatus(status);
  return Number(code.message);
}
