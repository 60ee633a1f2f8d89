import { execFile } from 'node:child_process';
import { isAbsolute, resolve } from 'node:path';
import type { ClientCertificate, Credential } from '../credentials';
import { noIdentity } from './noIdentity';

/** The `exec` part of a kubeconfig's user. */
export interface ExecPlugin {
  apiVersion?: string;
  command: string;
  args?: string[] | null;
  env?: { name: string; value: string }[] | null;
  installHint?: string;
}

/** What a plugin answered, and until when it may be used. */
export interface ExecCredential extends Credential {
  /** Milliseconds since the epoch; absent when it is good until refused. */
  expiresAt?: number;
}

interface PluginAnswer {
  kind?: string;
  status?: {
    token?: string;
    clientCertificateData?: string;
    clientKeyData?: string;
    expirationTimestamp?: string;
  };
}

/** A plugin may ask a cloud; nobody is there to answer a question of its own. */
const PLUGIN_TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const SHOWN_ERROR_CHARACTERS = 500;

/**
 * Runs a credential plugin (client.authentication.k8s.io) without a terminal.
 * The client library has a runner too, but it waits for a hanging plugin for
 * ever and runs one that names no expiry before every request.
 *
 * @param options.folder - of the kubeconfig; relative commands start there
 * @throws ClusterError with reason `NoIdentity`, the plugin's own words and never what it answered
 */
export async function runExecPlugin(options: {
  plugin: ExecPlugin;
  folder: string;
  timeoutMs?: number;
}): Promise<ExecCredential> {
  const { plugin, folder, timeoutMs = PLUGIN_TIMEOUT_MS } = options;
  const { apiVersion, args, env } = plugin;
  const info = {
    apiVersion: apiVersion ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false },
  };
  const stdout = await new Promise<string>((settle, reject) => {
    const child = execFile(
      commandPath(plugin.command, folder),
      args ?? [],
      {
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_ANSWER_BYTES,
        env: {
          ...process.env,
          KUBERNETES_EXEC_INFO: JSON.stringify(info),
          ...Object.fromEntries(
            (env ?? []).map(each => [each.name, each.value]),
          ),
        },
      },
      (error, answer, words) => {
        if (!error) settle(answer);
        else reject(pluginFailed(plugin, why(error, words, timeoutMs)));
      },
    );
    child.stdin?.end();
  });
  return readAnswer(plugin, stdout);
}

/** As kubectl does it: a name is looked up in PATH, a relative path in the kubeconfig's folder. */
function commandPath(command: string, folder: string): string {
  const isPath = command.includes('/') && !isAbsolute(command);
  return isPath ? resolve(folder, command) : command;
}

function why(
  error: Error & { code?: unknown; killed?: boolean },
  words: string,
  timeoutMs: number,
): string {
  if (error.killed) return `it did not answer within ${timeoutMs} ms`;
  if (error.code === 'ENOENT') return 'it was not found';
  const said = words.trim().slice(-SHOWN_ERROR_CHARACTERS);
  return said || `it ended with ${error.code ?? 'a signal'}`;
}

function readAnswer(plugin: ExecPlugin, stdout: string): ExecCredential {
  let answer: PluginAnswer | undefined;
  try {
    answer = JSON.parse(stdout);
  } catch {
    // Refused below: what it said instead may be a secret.
  }
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } =
    (answer?.kind === 'ExecCredential' && answer.status) || {};
  const certificate: ClientCertificate | undefined =
    clientCertificateData && clientKeyData
      ? { certificate: clientCertificateData, key: clientKeyData }
      : undefined;
  if (!token && !certificate) {
    throw pluginFailed(
      plugin,
      'its answer is no ExecCredential with a token or a certificate and key',
    );
  }
  const expiresAt = Date.parse(expirationTimestamp ?? '');
  return {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    certificate,
    expiresAt: Number.isNaN(expiresAt) ? undefined : expiresAt,
  };
}

function pluginFailed({ command, installHint }: ExecPlugin, reason: string) {
  const hint = installHint ? `. ${installHint.trim()}` : '';
  return noIdentity(
    `the credential plugin "${command}" of the kubeconfig failed: ${reason}${hint}`,
  );
}
