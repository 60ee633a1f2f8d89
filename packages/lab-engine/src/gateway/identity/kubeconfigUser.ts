import { dirname } from 'node:path';
import type { RequestOptions } from 'node:https';
import type { Credential, CredentialSource } from '../credentials';
import { runExecPlugin, type ExecCredential } from './execPlugin';
import { loadKubeconfig, type KubeconfigContext } from './loadKubeconfig';
import { noIdentity } from './noIdentity';

/** How long a credential is believed that does not say when it ends: files and tokens rotate. */
const BELIEVED_MS = 60_000;
/** Clocks differ a little, and requests take a while. */
const RENEW_BEFORE_MS = 10_000;

/**
 * The user of a kubeconfig's context: token, certificate, credential plugin,
 * or another kind that the client library understands. Asked for once and kept
 * until it ends, until a minute has passed where it does not say, or until the
 * API server refuses it. A plugin that names no end is asked again only then.
 */
export function kubeconfigUser(options: {
  kubeconfig: string;
  context: string;
  /** Of a credential plugin. */
  timeoutMs?: number;
}): CredentialSource {
  let asked: Promise<ExecCredential> | undefined;
  const ask = () => {
    const asking = readCredential(options);
    asked = asking;
    asking.catch(() => {
      if (asked === asking) asked = undefined;
    });
    return asking;
  };
  return {
    async get() {
      const known = asked ?? ask();
      const { expiresAt = Infinity, ...credential } = await known;
      if (expiresAt > Date.now()) return credential;
      // Of all who find it too old, the first asks for the next.
      const { headers, certificate } = await (asked === known || !asked
        ? ask()
        : asked);
      return { headers, certificate };
    },
    invalidate() {
      asked = undefined;
    },
  };
}

async function readCredential(options: {
  kubeconfig: string;
  context: string;
  timeoutMs?: number;
}): Promise<ExecCredential> {
  const { kubeconfig, context, timeoutMs } = options;
  const loaded = await loadKubeconfig(kubeconfig, context);
  if (loaded.user?.exec) {
    const credential = await runExecPlugin({
      plugin: loaded.user.exec,
      folder: dirname(kubeconfig),
      timeoutMs,
    });
    const { expiresAt } = credential;
    return {
      ...credential,
      expiresAt: expiresAt && expiresAt - RENEW_BEFORE_MS,
    };
  }
  const credential = await readUser(loaded);
  if (!credential) {
    throw noIdentity(
      `the user of context "${context}" in ${kubeconfig} has no token, certificate or credential plugin`,
    );
  }
  return { ...credential, expiresAt: Date.now() + BELIEVED_MS };
}

/** What the client library makes of a user. */
async function readUser({
  config,
}: KubeconfigContext): Promise<Credential | undefined> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    headers[name.toLowerCase()] = String(value).trim();
  }
  const certificate =
    options.cert && options.key
      ? { certificate: String(options.cert), key: String(options.key) }
      : undefined;
  return headers.authorization || certificate
    ? { headers, certificate }
    : undefined;
}
