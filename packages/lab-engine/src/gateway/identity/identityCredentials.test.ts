import { writeFile } from 'node:fs/promises';
import { eventually } from '../../testing/eventually';
import { TestCluster } from '../../testing/testCluster';
import { identityCredentials } from './identityCredentials';

jest.setTimeout(60_000);

describe('identityCredentials', () => {
  it('reads the token of the pod again when it changes', async () => {
    const test = TestCluster.create();
    const inClusterTokenFile = await test.file('token', 'first\n');
    const credentials = identityCredentials(
      { inCluster: true },
      { inClusterTokenFile },
    );
    expect(await credentials.get()).toEqual({
      headers: { authorization: 'Bearer first' },
    });
    await writeFile(inClusterTokenFile, 'second\n');
    await eventually(async () => {
      expect(await credentials.get()).toEqual({
        headers: { authorization: 'Bearer second' },
      });
    });
    await test.close();
  });
});
