import { TestCluster } from '../testing/testCluster';
import { whoAmI } from '../testing/whoAmI';
import { actorClients } from './actorClients';

jest.setTimeout(60_000);

describe('actorClients', () => {
  let test: TestCluster;

  beforeAll(() => {
    test = TestCluster.create();
  });

  afterAll(() => test.close());

  it('acts as the learner or as an account of the sandbox, with one token for each', async () => {
    const { ref, identities } = await test.newSandbox();
    const { namespace } = ref;
    const as = actorClients({ namespace, identities });
    const account = { serviceAccount: 'default' };
    const [learner, first] = await Promise.all([
      whoAmI(as('learner')),
      whoAmI(as(account)),
    ]);
    const before = test.cluster.requestCount();
    const second = await whoAmI(as({ ...account }));

    expect(learner).toBe(`system:serviceaccount:${namespace}:learner`);
    expect(first).toBe(`system:serviceaccount:${namespace}:default`);
    expect(second).toBe(first);
    expect(test.cluster.requestCount() - before).toBe(1);
  });

  it('says that there is no such account', async () => {
    const { ref, identities } = await test.newSandbox();
    const as = actorClients({ namespace: ref.namespace, identities });
    await expect(
      whoAmI(as({ serviceAccount: 'nobody' })),
    ).rejects.toMatchObject({ status: 404 });
  });
});
