import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SERVICE_RANGE } from '../supervisor/components';
import { nodeCgroupName } from './cgroups';
import { findAddressUse, readAddressUses, type NodeNetwork } from './network';
import { withAdminPath } from './programs';

const run = promisify(execFile);
const LINKS_DIR = '/sys/class/net';
/** Name of the node's end, inside. */
const NODE_LINK = 'node0';

export interface HostLinkOptions {
  network: NodeNetwork;
  /** Owner of the link: written on it, so that no other cluster removes it. */
  stateDir: string;
}

/** The link from the machine to the node: the one thing of a cluster that the machine's network shows. */
export class HostLink {
  readonly #network: NodeNetwork;
  readonly #owner: string;

  private constructor({ network, stateDir }: HostLinkOptions) {
    this.#network = network;
    this.#owner = nodeCgroupName(stateDir);
  }

  static create(options: HostLinkOptions): HostLink {
    return new HostLink(options);
  }

  /** What uses its name or its addresses, if it is not this very link. */
  findUse(): string | undefined {
    const { link } = this.#network;
    return existsSync(join(LINKS_DIR, link)) && !this.#isThere()
      ? `the link ${link}, which is not this cluster's`
      : findAddressUse(this.#network, readAddressUses())?.what;
  }

  /** @throws with a sentence for the user when name or addresses are in use */
  assertFree(): void {
    const { hostAddress, nodeAddress, prefix } = this.#network;
    const use = this.findUse();
    if (use) {
      throw new Error(
        `The addresses ${hostAddress}/${prefix} and ${nodeAddress}, chosen for the link to the real node, are now used by another program: ${use}. End that program, or run "npm run cluster -- init --nodes real" to choose other addresses.`,
      );
    }
  }

  /** Connects the machine with the namespaces of that process. */
  async connect(pid: number): Promise<void> {
    const { link, hostAddress, nodeAddress, prefix } = this.#network;
    await ip(
      ...['link', 'add', link, 'type', 'veth'],
      ...['peer', 'name', NODE_LINK, 'netns', String(pid)],
    );
    await ip('link', 'set', link, 'alias', this.#owner);
    await ip('address', 'add', `${hostAddress}/${prefix}`, 'dev', link);
    await ip('link', 'set', link, 'up');
    for (const command of [
      ['link', 'set', 'lo', 'up'],
      ['address', 'add', `${nodeAddress}/${prefix}`, 'dev', NODE_LINK],
      ['link', 'set', NODE_LINK, 'up'],
      // Before a Service's address is translated it needs a route.
      ['route', 'add', SERVICE_RANGE, 'dev', NODE_LINK, 'src', nodeAddress],
    ]) {
      await runProgram('nsenter', [
        `--target=${pid}`,
        '--net',
        'ip',
        ...command,
      ]);
    }
  }

  /** Removes it, if it is there and this cluster's. */
  async remove(): Promise<void> {
    if (this.#isThere()) {
      try {
        await ip('link', 'delete', this.#network.link);
      } catch (error) {
        // Its other end may have taken it along in the meantime.
        if (this.#isThere()) {
          throw error;
        }
      }
    }
  }

  #isThere(): boolean {
    const aliasFile = join(LINKS_DIR, this.#network.link, 'ifalias');
    try {
      return readFileSync(aliasFile, 'utf8').trim() === this.#owner;
    } catch {
      return false;
    }
  }
}

function ip(...args: string[]): Promise<void> {
  return runProgram('ip', args);
}

async function runProgram(command: string, args: string[]): Promise<void> {
  await run(command, args, { env: withAdminPath(process.env) });
}
