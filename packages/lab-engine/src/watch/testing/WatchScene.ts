import type { IncomingMessage } from 'node:http';
import type { ObjectRead } from '../../check/types';
import {
  createGateway,
  type ClusterClient,
  type ClusterGateway,
} from '../../gateway';
import type { ProvisionedSandbox } from '../../sandbox';
import { ApiFront } from '../../testing/ApiFront';
import { TcpProxy } from '../../testing/TcpProxy';
import { TestCluster } from '../../testing/testCluster';
import { KindWatch, type KindWatchOptions } from '../KindWatch';

export const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

/** @throws Error unless the objects are known */
export function names(read: ObjectRead): string[] {
  if (read.state !== 'synced') throw new Error(`is ${read.state}`);
  return read.objects.map(({ metadata }) => metadata.name);
}

export const isWatch = ({ url }: IncomingMessage) =>
  url?.includes('watch=true');

/** As after a second in which nothing happened. */
export const confirmNow = (watch: KindWatch) => watch.confirm({ freshMs: 0 });

/** A watch of the ConfigMaps of a sandbox, over lines that can break. */
export class WatchScene {
  /** What the newest watch has been, in order, repetitions left out. */
  states: string[] = [];
  readonly #gateways: ClusterGateway[] = [];
  readonly #opened: KindWatch[] = [];

  static async create(): Promise<WatchScene> {
    const test = TestCluster.create();
    return new WatchScene(
      test,
      await test.newSandbox(),
      await TcpProxy.create({ target: test.port }),
      await ApiFront.create({ test }),
    );
  }

  private constructor(
    readonly test: TestCluster,
    readonly sandbox: ProvisionedSandbox,
    readonly proxy: TcpProxy,
    readonly front: ApiFront,
  ) {}

  /** Ends what a test has opened, and mends the lines. */
  async settle(): Promise<void> {
    this.#opened.splice(0).forEach(watch => watch.stop());
    await Promise.all(this.#gateways.splice(0).map(each => each.close()));
    this.front.answers.clear();
    await this.proxy.mend();
  }

  async close(): Promise<void> {
    await this.proxy.cut();
    await this.front.down();
    await this.test.close();
  }

  /** Acts as the backend, over the line that can be cut. */
  overProxy(): ClusterClient {
    return this.#connect({ server: this.proxy.server });
  }

  /** Acts as the backend, over the server that answers as told. */
  overFront(): ClusterClient {
    const { server, caData } = this.front;
    return this.#connect({ server, caData });
  }

  open(options: Partial<KindWatchOptions>): KindWatch {
    this.states = [];
    const watch: KindWatch = KindWatch.create({
      client: this.test.client,
      kind: CONFIG_MAP,
      namespace: this.sandbox.ref.namespace,
      onChange: () => {
        const { state } = watch.read();
        if (this.states.at(-1) !== state) this.states.push(state);
      },
      ...options,
    });
    this.#opened.push(watch);
    return watch;
  }

  async write(name: string, value = '1'): Promise<void> {
    const { namespace } = this.sandbox.ref;
    const body = { ...CONFIG_MAP, metadata: { name }, data: { value } };
    await this.test.client.apply(body, { namespace });
  }

  remove(name: string) {
    const { namespace } = this.sandbox.ref;
    return this.test.client.delete({ ...CONFIG_MAP, namespace, name });
  }

  path(namespace = this.sandbox.ref.namespace): string {
    return `/api/v1/namespaces/${namespace}/configmaps`;
  }

  #connect(way: { server: string; caData?: string }): ClusterClient {
    const { options } = this.test;
    const caFile = way.caData ? undefined : options.caFile;
    const gateway = createGateway({
      clusters: [{ ...options, ...way, caFile }],
    });
    this.#gateways.push(gateway);
    return gateway.clusters()[0].client;
  }
}
