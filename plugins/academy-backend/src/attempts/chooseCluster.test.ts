import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  labSchema,
  type TrainingClusterStatus,
  type Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { chooseCluster } from './chooseCluster';

const text = { en: 'text', ko: '글' };

function unit(spec: object = {}): Unit {
  return {
    id: 'a/b/c',
    text,
    sections: {},
    diagrams: [],
    files: {},
    hash: 'h',
    spec: labSchema.parse({
      apiVersion: 'kubernetes-academy.io/v1',
      kind: 'Lab',
      title: text,
      summary: text,
      minutes: 10,
      level: 'beginner',
      tasks: [
        {
          id: 'a',
          title: text,
          checks: [
            {
              id: 'here',
              title: text,
              resources: {
                here: { apiVersion: 'v1', kind: 'ConfigMap', name: 'here' },
              },
              assert: [{ expr: 'true', message: text }],
            },
          ],
          solution: ['a.yaml'],
        },
      ],
      ...spec,
    }),
  };
}

function cluster(
  name: string,
  more: Partial<TrainingClusterStatus> = {},
): TrainingClusterStatus {
  return {
    name,
    title: `The ${name} cluster`,
    state: 'ready',
    capabilities: [],
    activeSandboxes: 0,
    maxSandboxes: 10,
    ...more,
  };
}

const simulated = cluster('simulated', {
  capabilities: ['simulated-nodes', 'kubernetes-1.36'],
});
const real = cluster('real', {
  capabilities: ['real-nodes', 'nested-control-plane', 'kubernetes-1.34'],
  activeSandboxes: 1,
});
const off = cluster('off', {
  state: 'unavailable',
  message: { en: 'Its certificate has expired.', ko: '만료되었습니다.' },
});

describe('chooseCluster', () => {
  it('takes the one with the most room in relation to its size', () => {
    const large = cluster('large', { activeSandboxes: 3, maxSandboxes: 40 });
    const clusters = [off, real, large];
    expect(chooseCluster({ clusters, unit: unit() })).toBe('large');
    const full = cluster('full', { activeSandboxes: 10 });
    expect(chooseCluster({ clusters: [full, real], unit: unit() })).toBe(
      'real',
    );
    // All are full: the attempt waits its turn.
    expect(chooseCluster({ clusters: [full], unit: unit() })).toBe('full');
  });

  it.each([
    [{ needs: ['real-nodes'] }, 'real'],
    [{ sandbox: { profile: 'nested' } }, 'real'],
    [{ needs: ['kubernetes-1.35'] }, 'simulated'],
    [{ needs: ['kubernetes-1.33'] }, 'simulated'],
  ])('takes one that meets the needs %j: %s', (spec, name) => {
    const clusters = [simulated, real];
    expect(chooseCluster({ clusters, unit: unit(spec) })).toBe(name);
  });

  it('takes the wanted one, although another has more room', () => {
    const clusters = [simulated, real];
    expect(chooseCluster({ clusters, unit: unit(), wanted: 'real' })).toBe(
      'real',
    );
  });

  it('avoids one where nobody is let in while there is another', () => {
    const clusters = [simulated, real];
    const choose = (...stopped: string[]) =>
      chooseCluster({
        clusters,
        unit: unit(),
        isStopped: name => stopped.includes(name),
      });
    const first = choose();
    expect(choose(first)).not.toBe(first);
    expect(choose('simulated', 'real')).toBe(first);
  });

  it('says why the wanted one will not do, and which would', () => {
    const wanted = (name: string, spec: object) => () =>
      chooseCluster({
        clusters: [simulated, off, real],
        unit: unit(spec),
        wanted: name,
      });
    expect(wanted('simulated', { needs: ['real-nodes'] })).toThrow(
      new ServiceUnavailableError(
        'The simulated cluster: It lacks real-nodes. Available on The real cluster.',
      ),
    );
    expect(wanted('off', {})).toThrow(
      'The off cluster: Its certificate has expired. Available on The simulated cluster, The real cluster.',
    );
    expect(wanted('real', { needs: ['istio'] })).toThrow(
      /^The real cluster: It lacks istio\.$/,
    );
    expect(wanted('nowhere', {})).toThrow(
      new NotFoundError('There is no training cluster nowhere'),
    );
  });

  it('says of each why none will do', () => {
    const choose = (clusters: TrainingClusterStatus[]) => () =>
      chooseCluster({ clusters, unit: unit({ needs: ['istio'] }) });
    expect(choose([simulated, off])).toThrow(
      'No training cluster can host this unit now. The simulated cluster: It lacks istio. The off cluster: Its certificate has expired.',
    );
    expect(choose([])).toThrow('none is configured');
  });
});
