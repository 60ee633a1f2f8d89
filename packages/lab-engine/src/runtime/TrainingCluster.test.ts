import { createGateway, type ClusterGateway } from '../gateway';
import { createAuthority } from '../pki/certificates';
import { ApiFront, type ApiFrontOptions } from '../testing/ApiFront';
import { customKind } from '../testing/customKind';
import { eventually } from '../testing/eventually';
import { TestCluster } from '../testing/testCluster';
import {
  TrainingCluster,
  type TrainingClusterRunOptions,
} from './TrainingCluster';
import type { TrainingClusterOptions } from './types';

jest.setTimeout(60_000);

/** Short enough to see a change in a test. */
const INTERVAL_MS = 50;

const FORBIDDEN_NODES = {
  status: 403,
  body: { kind: 'Status', reason: 'Forbidden', message: 'nodes is forbidden' },
};

describe('TrainingCluster', () => {
  let test: TestCluster;
  const fronts: ApiFront[] = [];
  let gateway: ClusterGateway | undefined;
  let cluster: TrainingCluster | undefined;

  beforeAll(() => {
    test = TestCluster.create();
  });

  afterEach(async () => {
    cluster?.stop();
    await gateway?.close();
    await Promise.all(fronts.splice(0).map(each => each.down()));
  });

  afterAll(() => test.close());

  function start(
    options: Partial<TrainingClusterOptions> = {},
    run: Partial<TrainingClusterRunOptions> = {},
  ): TrainingCluster {
    gateway = createGateway({ clusters: [{ ...test.options, ...options }] });
    const [reached] = gateway.clusters();
    cluster = TrainingCluster.create({
      cluster: reached,
      onChange: () => {},
      ...run,
    });
    return cluster;
  }

  async function front(options: Partial<ApiFrontOptions> = {}) {
    const created = await ApiFront.create({ test, ...options });
    fronts.push(created);
    return created;
  }

  const behind = ({ server, caData }: ApiFront) => ({
    server,
    caData,
    caFile: undefined,
  });

  const problem = (en: string[], ko: string[]) => ({
    state: 'unavailable',
    message: {
      en: expect.stringMatching(new RegExp(en.join('[^]*'))),
      ko: expect.stringMatching(new RegExp(ko.join('[^]*'))),
    },
  });

  it('tells version and capabilities with its first ready', async () => {
    const states: object[] = [];
    const started = start(
      {},
      { onChange: () => states.push(started.status()) },
    );
    await eventually(() =>
      expect(started.status()).toMatchObject({ state: 'ready' }),
    );
    expect(states.at(-1)).toMatchObject({
      kubernetesVersion: expect.stringMatching(/^v1\.\d+\.\d+/),
      capabilities: expect.arrayContaining([
        'simulated-nodes',
        expect.stringMatching(/^kubernetes-1\.\d+$/),
      ]),
    });
  });

  it('is corrected by the configuration', async () => {
    const started = start({
      capabilities: { 'simulated-nodes': false, 'networkpolicy-cni': true },
    });
    await eventually(() =>
      expect(started.status()).toMatchObject({
        state: 'ready',
        capabilities: expect.arrayContaining(['networkpolicy-cni']),
      }),
    );
    expect(started.status().capabilities).not.toContain('simulated-nodes');
  });

  it('notices what is installed and removed while it runs', async () => {
    const started = start({}, { inspectionIntervalMs: INTERVAL_MS });
    await eventually(() =>
      expect(started.status()).toMatchObject({ state: 'ready' }),
    );
    const admin = await test.admin();
    const certificates = customKind({
      group: 'cert-manager.io',
      kind: 'Certificate',
      plural: 'certificates',
    });
    await admin.apply(certificates);
    await eventually(() =>
      expect(started.status()).toMatchObject({
        capabilities: expect.arrayContaining(['cert-manager']),
      }),
    );
    const { apiVersion, kind, metadata } = certificates;
    await admin.delete({ apiVersion, kind, name: metadata.name });
    await eventually(() =>
      expect(started.status().capabilities).not.toContain('cert-manager'),
    );
    expect(started.status().state).toBe('ready');
  });

  it('looks again soon while an API is registered and does not answer yet', async () => {
    const path = '/apis/metrics.k8s.io/v1beta1';
    const shown = await front();
    shown.answers.set(path, { status: 503, body: 'service unavailable' });
    const started = start(behind(shown));
    await eventually(() =>
      expect(started.status()).toMatchObject({ state: 'ready' }),
    );
    expect(started.status().capabilities).not.toContain('metrics-server');
    shown.answers.set(path, { body: { kind: 'APIResourceList' } });
    await eventually(() =>
      expect(started.status().capabilities).toContain('metrics-server'),
    );
  });

  it('looks again at once when the cluster is back', async () => {
    const api = await front();
    const started = start(behind(api));
    await eventually(() =>
      expect(started.status()).toMatchObject({ state: 'ready' }),
    );
    await api.down();
    await eventually(() =>
      expect(started.status()).toMatchObject({ state: 'unavailable' }),
    );
    const body = { kind: 'APIResourceList' };
    api.answers.set('/apis/metrics.k8s.io/v1beta1', { body });
    await api.up();
    await eventually(() =>
      expect(started.status()).toMatchObject({
        state: 'ready',
        capabilities: expect.arrayContaining(['metrics-server']),
      }),
    );
  });

  it('is ready although it may not read everything, and logs that once', async () => {
    const api = await front();
    api.answers.set('/api/v1/nodes', FORBIDDEN_NODES);
    const warn = jest.fn();
    const rounds = jest.fn();
    api.answers.set('/version', {
      get body() {
        rounds();
        return { gitVersion: 'v1.36.0' };
      },
    });
    const started = start(behind(api), {
      inspectionIntervalMs: INTERVAL_MS,
      logger: { warn, debug: () => {} },
    });
    await eventually(() =>
      expect(started.status()).toMatchObject({ state: 'ready' }),
    );
    await eventually(() => expect(rounds.mock.calls.length).toBeGreaterThan(5));
    expect(started.status().capabilities).toEqual(['kubernetes-1.36']);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/\/api\/v1\/nodes .*is forbidden.*real-nodes/)],
    ]);
  });

  describe('says what is wrong and who has to do what', () => {
    const AGGREGATED = { kind: 'APIGroupList', groups: [] };

    it.each([
      ['one that lists its kinds as we expect', {}],
      [
        'one of its time',
        { '/api': { body: AGGREGATED }, '/apis': { body: AGGREGATED } },
      ],
    ])('of a Kubernetes that is too old: %s', async (_, answers) => {
      const api = await front();
      const version = { body: { gitVersion: 'v1.28.15' } };
      const all = Object.entries({ '/version': version, ...answers });
      all.forEach(([path, answer]) => api.answers.set(path, answer));
      const started = start(behind(api));
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(
            ['v1\\.28\\.15', 'at least 1\\.30'],
            ['v1\\.28\\.15', '1\\.30 이상'],
          ),
        ),
      );
    });

    it('of an authority that is not the one configured', async () => {
      const api = await front();
      const other = await createAuthority({ commonName: 'x', validityDays: 1 });
      const caData = Buffer.from(other.certificate).toString('base64');
      const started = start({ ...behind(api), caData });
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(
            [api.server, 'not issued by the authority', 'caData'],
            [api.server, '발급되지 않았습니다', 'caData'],
          ),
        ),
      );
    });

    it('of a certificate that has expired', async () => {
      const api = await front({ validityDays: -1 });
      const started = start(behind(api));
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(['has expired', 'renew'], ['만료되었습니다', '갱신']),
        ),
      );
    });

    it('of a certificate for another address', async () => {
      const api = await front({ addresses: ['192.0.2.1'] });
      const started = start(behind(api));
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(['does not name the address'], ['들어 있지 않습니다']),
        ),
      );
    });

    it('of an address where nobody answers', async () => {
      const api = await front();
      await api.down();
      const started = start(behind(api));
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(
            ['cannot be reached at', api.server],
            [api.server, '연결할 수 없습니다'],
          ),
        ),
      );
      await api.up();
    });

    it('of a name that nobody knows', async () => {
      const started = start({ server: 'https://nowhere.invalid:6443' });
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(['nowhere', 'is unknown'], ['nowhere', 'DNS']),
        ),
      );
    });

    it('of an address where something else answers', async () => {
      const api = await front();
      const page = { body: '<html>Sign in</html>' };
      for (const path of ['/version', '/api', '/apis']) {
        api.answers.set(path, page);
      }
      const started = start(behind(api));
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(['is not a Kubernetes API server'], ['API 서버가 아닙니다']),
        ),
      );
    });

    it('of an identity that is refused', async () => {
      const started = start({ identity: { token: 'nobody' } });
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(
            ["refuses the portal's identity"],
            ['거부합니다', '새로 발급'],
          ),
        ),
      );
    });

    it('of an identity that is not there', async () => {
      const started = start({ identity: { tokenFile: '/nowhere/token' } });
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(
            ['/nowhere/token', 'identity'],
            ['/nowhere/token', 'identity'],
          ),
        ),
      );
    });

    it('of an identity with too few rights', async () => {
      const { stdout } = await test.kubectl([
        ...['create', 'token', 'default', '--namespace', 'default'],
      ]);
      const started = start({ identity: { token: stdout.trim() } });
      await eventually(() =>
        expect(started.status()).toMatchObject(
          problem(
            ['too few rights', 'cannot list', 'academy-provisioner'],
            ['권한이 부족합니다', 'academy-provisioner'],
          ),
        ),
      );
    });
  });
});
