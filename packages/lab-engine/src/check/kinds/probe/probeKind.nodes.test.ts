import {
  type Check,
  probeCheckSchema,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { eventually } from '../../../testing/eventually';
import { TestCluster } from '../../../testing/testCluster';
import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { probeKind } from './probeKind';
import { PROBE_LABEL } from './probeJob';

jest.setTimeout(180_000);

const MESSAGE = text('The shop does not answer.');
const JOB = { apiVersion: 'batch/v1', kind: 'Job' };
const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.63.0';

describe('probeKind on real nodes', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(probeKind, TestCluster.createReal());
  });

  afterEach(() => scene.stopChecks());

  afterAll(() => scene.close());

  const server = (labels: Record<string, string> = { app: 'shop' }) =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'shop', labels },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [
          {
            name: 'main',
            image: AGNHOST,
            args: ['netexec', '--http-port=8080'],
            readinessProbe: {
              httpGet: { path: '/healthz', port: 8080 },
              periodSeconds: 1,
            },
          },
        ],
      },
    });

  const service = () =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop' },
      spec: {
        selector: { app: 'shop' },
        ports: [{ name: 'http', port: 80, targetPort: 8080 }],
      },
    });

  const probe = (fields: object) => {
    const check: Partial<Check> = { probe: probeCheckSchema.parse(fields) };
    return scene.watch({ ...check, message: MESSAGE });
  };

  const jobs = () =>
    scene.admin.list(
      { ...JOB, namespace: scene.namespace },
      { labelSelector: PROBE_LABEL },
    );

  it('follows a Service that is missing, selects nothing, and answers', async () => {
    const http = probe({
      http: { url: 'http://shop/hostname', contains: 'sho' },
    });
    const dns = probe({ dns: { name: 'shop' } });
    const tcp = probe({ tcp: { host: 'shop', port: 80 } });
    const blocked = probe({
      tcp: { host: 'shop', port: 80 },
      expect: 'failure',
    });
    await http.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [
        {
          kind: 'Pod',
          observed: expect.stringContaining("bad address 'shop'"),
          want: 'HTTP status 200',
        },
      ],
    });
    await dns.until({
      outcome: 'notYet',
      evidence: [{ observed: expect.stringMatching(/^DNS: .*no such host/) }],
    });
    await blocked.until({ outcome: 'passed' });

    await server({ app: 'shap' });
    await service();
    await dns.until({
      outcome: 'passed',
      evidence: [{ observed: 'resolved' }],
    });
    await tcp.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [{ observed: 'REFUSED', want: 'connected' }],
    });

    await server();
    await http.until({
      outcome: 'passed',
      evidence: [{ observed: 'HTTP status 200' }],
    });
    await tcp.until({
      outcome: 'passed',
      evidence: [{ observed: 'connected' }],
    });
    await blocked.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [{ observed: 'connected', want: 'no answer' }],
    });
    await eventually(async () => expect(await jobs()).toEqual([]));
  });

  it('wants the status and the text that it names', async () => {
    await Promise.all([server(), service()]);
    const status = probe({
      http: { url: 'http://shop/echo?code=503', status: 503 },
    });
    const other = probe({ http: { url: 'http://shop/echo?code=503' } });
    const redirect = probe({
      http: {
        url: 'http://shop/redirect?code=302&location=/hostname',
        status: 302,
      },
    });
    const words = probe({
      http: { url: 'http://shop/hostname', contains: '$(NONCE) "; exit' },
    });
    const open = probe({
      http: { url: 'http://shop/echo?code=503' },
      expect: 'failure',
    });
    await status.until({ outcome: 'passed' });
    await redirect.until({ outcome: 'passed' });
    await other.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [{ observed: 'HTTP status 503', want: 'HTTP status 200' }],
    });
    await words.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [{ observed: 'HTTP status 200 without the text' }],
    });
    const { evidence } = await open.until({
      outcome: 'notYet',
      message: MESSAGE,
    });
    expect(evidence[0].want).toBe('no answer');
  });

  it('probes as somebody else, who gets no traffic for it', async () => {
    await Promise.all([server(), service()]);
    await scene.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'shop' },
    });
    const seen: unknown[] = [];
    const live = probe({
      from: { labels: { app: 'shop' }, serviceAccount: 'shop' },
      dns: { name: 'shop' },
    });
    await eventually(async () => {
      const pods = await scene.admin.list(
        { apiVersion: 'v1', kind: 'Pod', namespace: scene.namespace },
        { labelSelector: `${PROBE_LABEL},app=shop` },
      );
      seen.push(...pods);
      expect(seen).not.toEqual([]);
    });
    expect(seen[0]).toMatchObject({
      metadata: { labels: { 'kubernetes-academy.io/protected': 'true' } },
      spec: { serviceAccountName: 'shop' },
    });
    await live.until({ outcome: 'passed' });
    // What the probe's own Pod has changed was no reason to probe again.
    const passes = live.reported.filter(({ outcome }) => outcome === 'passed');
    expect(passes).toHaveLength(1);
  });

  it('takes its Job away when it is stopped', async () => {
    const live = probe({ tcp: { host: 'nobody', port: 80 } });
    await eventually(async () => expect(await jobs()).toHaveLength(1));
    await live.stop();
    await eventually(async () => expect(await jobs()).toEqual([]));
  });
});
