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
