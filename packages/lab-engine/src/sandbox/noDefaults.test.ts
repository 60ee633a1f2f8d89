import type { KubernetesObject } from '../check/types';
import { deployment, pod } from '../testing/objects';
import { TestCluster } from '../testing/testCluster';
import type { SandboxObject } from './SandboxObject';
import type { ProvisionedSandbox } from './types';
import { quotaStatusIsUnknown, untilAllowed } from './untilAllowed';

jest.setTimeout(60_000);

describe('a sandbox without defaults', () => {
  let test: TestCluster;
  let sandbox: ProvisionedSandbox;

  beforeAll(async () => {
    test = TestCluster.create();
    const input = { ...test.input(), profile: 'no-defaults' as const };
    sandbox = await test.newSandbox(input);
  });

  afterAll(() => test.close());

  function create(body: SandboxObject): Promise<KubernetesObject> {
    const { namespace } = sandbox.ref;
    const { learner } = sandbox.identities;
    return untilAllowed(() => learner.create(body, { namespace }), {
      only: quotaStatusIsUnknown,
    });
  }

  const podWith = (name: string, resources: object) =>
    pod({ containers: [{ name: 'x', image: 'busybox', resources }] }, { name });
  const resourcesOf = ({ spec }: KubernetesObject) =>
    (spec as { containers: { resources: object }[] }).containers[0].resources;

  it.each([
    ['nothing', {}],
    ['requests', { requests: { cpu: '10m', memory: '16Mi' } }],
    [
      'a limit of memory',
      { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
    ],
  ])('leaves a pod that states %s as it is', async (words, resources) => {
    const name = words.replaceAll(' ', '-');
    const created = await create(podWith(name, resources));
    expect(resourcesOf(created)).toEqual(resources);
  });

  it('takes a Deployment that states nothing', async () => {
    await expect(create(deployment())).resolves.toBeDefined();
  });

  it('is bounded in what its pods request', async () => {
    const greedy = { requests: { cpu: '2', memory: '16Mi' } };
    await expect(create(podWith('greedy', greedy))).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('exceeded quota: academy-requests'),
    });
    // Requests are what limits are, where only limits are stated.
    const limits = { limits: { cpu: '2', memory: '16Mi' } };
    await expect(create(podWith('limits', limits))).rejects.toMatchObject({
      message: expect.stringContaining('exceeded quota: academy-requests'),
    });
  });

  it('is bounded in pods that state nothing', async () => {
    const pods = Array.from({ length: 6 }, (_, index) =>
      podWith(`bare-${index}`, {}),
    );
    const results = await Promise.allSettled(pods.map(create));
    const refusals = results.flatMap(result =>
      result.status === 'rejected' ? [result.reason.message] : [],
    );
    expect(refusals).not.toHaveLength(0);
    for (const refusal of refusals) {
      expect(refusal).toContain('exceeded quota: academy-best-effort');
    }
  });

  it('says what is missing when a pod states one half', async () => {
    const half = { requests: { cpu: '10m' } };
    await expect(create(podWith('half', half))).rejects.toMatchObject({
      message: expect.stringContaining('must specify requests.memory'),
    });
  });
});
