import type { TrainingClusterStatus } from '../api';
import { kubernetesMinor, missingCapabilities } from './capabilities';
import { clustersFor } from './clustersFor';

describe('missingCapabilities', () => {
  it.each([
    [['real-nodes'], ['real-nodes', 'storageclass'], []],
    [['real-nodes', 'istio'], ['storageclass'], ['real-nodes', 'istio']],
    [['of-their-own'], ['of-their-own'], []],
    [['kubernetes-1.33'], ['kubernetes-1.36'], []],
    [['kubernetes-1.36'], ['kubernetes-1.36'], []],
    [['kubernetes-1.37'], ['kubernetes-1.36'], ['kubernetes-1.37']],
    // By number: as text 1.9 would come after 1.36.
    [['kubernetes-1.9'], ['kubernetes-1.36'], []],
    [['kubernetes-1.30'], [], ['kubernetes-1.30']],
    [['kubernetes-2.1'], ['kubernetes-1.36'], ['kubernetes-2.1']],
    [[], [], []],
  ])('of %j with %j: %j', (needs, offered, missing) => {
    expect(missingCapabilities(needs, offered)).toEqual(missing);
  });

  it('reads minor versions from names of that form only', () => {
    const names = ['kubernetes-1.36', 'kubernetes-1.x', 'a-kubernetes-1.36'];
    expect(names.map(kubernetesMinor)).toEqual([36, undefined, undefined]);
  });
});

describe('clustersFor', () => {
  const cluster = (
    name: string,
    more: Partial<TrainingClusterStatus> = {},
  ): TrainingClusterStatus => ({
    name,
    title: name,
    state: 'ready',
    capabilities: ['real-nodes'],
    activeSandboxes: 0,
    maxSandboxes: 10,
    ...more,
  });
  const names = (clusters: TrainingClusterStatus[], needs: string[] = []) =>
    clustersFor(clusters, needs).map(({ name }) => name);

  it('prefers the one that is used least in relation to its limit', () => {
    expect(
      names([
        cluster('half', { activeSandboxes: 5 }),
        cluster('large', { activeSandboxes: 8, maxSandboxes: 40 }),
        cluster('full', { activeSandboxes: 10 }),
        cluster('third', { activeSandboxes: 1, maxSandboxes: 3 }),
      ]),
    ).toEqual(['large', 'third', 'half', 'full']);
  });

  it('keeps the order of the configuration where they are equal', () => {
    expect(
      names([
        cluster('first'),
        cluster('unread', { activeSandboxes: undefined }),
        cluster('last'),
      ]),
    ).toEqual(['first', 'unread', 'last']);
  });

  it('leaves out what is not ready or lacks something', () => {
    const clusters = [
      cluster('starting', { state: 'starting' }),
      cluster('off', { state: 'unavailable' }),
      cluster('simulated', { capabilities: ['simulated-nodes'] }),
      cluster('real'),
    ];
    expect(names(clusters, ['real-nodes'])).toEqual(['real']);
    expect(names(clusters)).toEqual(['simulated', 'real']);
    expect(names(clusters, ['istio'])).toEqual([]);
  });
});
