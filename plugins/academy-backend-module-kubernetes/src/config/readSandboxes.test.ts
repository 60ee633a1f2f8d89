import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSandboxes } from './readSandboxes';

const KEY = 'academy.trainingClusters[0]';

const read = (entry: JsonObject) => readSandboxes(new ConfigReader(entry), KEY);

describe('readSandboxes', () => {
  it('takes what it says of sandboxes and watches', () => {
    expect(read({ sandboxes: { prepared: 3 }, watchScope: 'cluster' })).toEqual(
      {
        maxSandboxes: 20,
        sandboxes: { mode: 'policy', prepared: 3 },
        watchScope: 'cluster',
      },
    );
    const sandboxes = { mode: 'pool', namespaces: ['lab-1', 'lab-2'] };
    expect(read({ sandboxes })).toEqual({
      maxSandboxes: 2,
      sandboxes,
      watchScope: undefined,
    });
    expect(read({ sandboxes, maxSandboxes: 1 })).toMatchObject({
      maxSandboxes: 1,
    });
  });

  it.each<[string, JsonObject, string]>([
    [
      'an unknown mode',
      { sandboxes: { mode: 'operator' } },
      "sandboxes.mode: expected policy or pool, got 'operator'",
    ],
    [
      'a fraction of a sandbox',
      { sandboxes: { prepared: 1.5 } },
      'sandboxes.prepared: expected a whole number from 0, got 1.5',
    ],
    [
      'prepared sandboxes of a pool',
      { sandboxes: { mode: 'pool', namespaces: ['a'], prepared: 1 } },
      'sandboxes.prepared: no such key; known: mode, namespaces',
    ],
    [
      'a pool of nothing',
      { sandboxes: { mode: 'pool' } },
      'sandboxes.namespaces: expected the names',
    ],
    [
      'an impossible namespace',
      { sandboxes: { mode: 'pool', namespaces: ['lab-1', '../kube-system'] } },
      "sandboxes.namespaces[1]: expected the name of a namespace, got '../kube-system'",
    ],
    [
      'a namespace twice',
      { sandboxes: { mode: 'pool', namespaces: ['lab-1', 'lab-1'] } },
      "sandboxes.namespaces[1]: expected each namespace once, got 'lab-1' again",
    ],
    [
      'more sandboxes than namespaces',
      { maxSandboxes: 3, sandboxes: { mode: 'pool', namespaces: ['lab-1'] } },
      'maxSandboxes: expected at most the 1 of sandboxes.namespaces, got 3',
    ],
    [
      'an unknown scope',
      { watchScope: 'namespace' },
      "watchScope: expected sandbox or cluster, got 'namespace'",
    ],
    [
      'watches beyond a pool',
      {
        watchScope: 'cluster',
        sandboxes: { mode: 'pool', namespaces: ['lab-1'] },
      },
      'watchScope: expected sandbox with mode pool',
    ],
  ])('refuses %s', (_, more, message) => {
    expect(() => read(more)).toThrow(`${KEY}.${message}`);
  });
});
