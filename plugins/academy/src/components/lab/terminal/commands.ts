import type { NestedAccess } from '@kubernetes-academy/backstage-plugin-academy-common';

/** The file a sandbox's kubeconfig is saved as. */
export function kubeconfigFile(namespace: string): string {
  return `kubeconfig-${namespace}.yaml`;
}

/** The two commands that use the downloaded file, for a shell of Linux or macOS. */
export function unixCommands(file: string): string {
  return `export KUBECONFIG="$HOME/Downloads/${file}"\nkubectl get pods`;
}

/** The two commands that use the downloaded file, for Windows PowerShell. */
export function powerShellCommands(file: string): string {
  return `$env:KUBECONFIG = "$HOME\\Downloads\\${file}"\nkubectl get pods`;
}

/** The command that opens the way inside and has to keep running; the same in every shell. */
export function portForwardCommand({ portForward }: NestedAccess): string {
  return ['kubectl', ...portForward].join(' ');
}

/** A first command inside the nested control plane. */
export function nestedCommand({ context }: NestedAccess): string {
  return `kubectl --context ${context} get nodes`;
}
