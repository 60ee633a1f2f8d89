import { TestCluster } from '../../testing/testCluster';
import { testFence } from './testFence';

jest.setTimeout(60_000);

describe('the test of the fence', () => {
  let test: TestCluster;

  beforeAll(() => {
    test = TestCluster.create();
  });

  afterAll(() => test.close());

  it('finds nothing wrong', async () => {
    await expect(testFence(test.client)).resolves.toBeUndefined();
  });

  it('says that the policy is missing where nothing is refused', async () => {
    await expect(testFence(await test.admin())).resolves.toEqual({
      en: expect.stringContaining('academy-controller-scope does not protect'),
      ko: expect.stringContaining('academy-controller-scope'),
    });
  });

  it('does not take the answer of RBAC for the fence', async () => {
    const { identities } = await test.newSandbox();
    await expect(testFence(identities.learner)).resolves.toEqual({
      en: expect.stringContaining('could not be tested'),
      ko: expect.stringContaining('시험하지 못했습니다'),
    });
  });
});
