import { MemoryObjectSource } from '../../testing/MemoryObjectSource';
import type { KubernetesObject } from '../../types';
import { SURROUNDINGS, surroundingsOf } from './surroundings';

const object = (
  name: string,
  fields: object = {},
  labels: Record<string, string> = {},
): KubernetesObject => ({
  metadata: { name, uid: `uid-${name}`, labels },
  ...fields,
});
const RUNNING = { status: { phase: 'Running', podIP: '10.42.0.1' } };
const PROTECTED = { app: 'web', 'kubernetes-academy.io/protected': 'true' };
const endpoint = (address: string, name: string, ready = true) => ({
  addresses: [address],
  conditions: { ready },
  targetRef: { name },
});
const slice = (...endpoints: object[]) =>
  object('web-1', { addressType: 'IPv4', endpoints });

describe('the surroundings of a probe', () => {
  let objects: MemoryObjectSource;

  const digest = () => {
    const surroundings = surroundingsOf(objects);
    return surroundings.state === 'read' ? surroundings.digest : '';
  };

  beforeEach(() => {
    objects = new MemoryObjectSource();
    SURROUNDINGS.forEach(({ kind }) => objects.set(kind, []));
    objects.set('Pod', [object('web', RUNNING, { app: 'web' })]);
    objects.set('EndpointSlice', [slice(endpoint('10.42.0.1', 'web'))]);
  });

  it.each<[string, string, KubernetesObject[]]>([
    ['another Pod', 'Pod', [object('db', RUNNING)]],
    ['another label', 'Pod', [object('web', RUNNING, { app: 'wep' })]],
    ['another address', 'Pod', [object('web', { status: {} }, { app: 'web' })]],
    ['a Service', 'Service', [object('web', { spec: { ports: [] } })]],
    ['a policy', 'NetworkPolicy', [object('deny', { spec: {} })]],
    ['an Ingress', 'Ingress', [object('web', { spec: {} })]],
    [
      'an endpoint that is no longer ready',
      'EndpointSlice',
      [slice(endpoint('10.42.0.1', 'web', false))],
    ],
  ])('are others with %s', (_title, kind, changed) => {
    const before = digest();
    objects.set(kind, changed);
    expect(digest()).not.toBe(before);
  });

  it.each<[string, string, KubernetesObject[]]>([
    [
      'what else a Pod reports',
      'Pod',
      [
        object(
          'web',
          { status: { ...RUNNING.status, conditions: [{ type: 'Ready' }] } },
          { app: 'web' },
        ),
      ],
    ],
    [
      "the probe's own Pod",
      'Pod',
      [
        object('web', RUNNING, { app: 'web' }),
        object('academy-probe-1', RUNNING, PROTECTED),
      ],
    ],
    [
      "the probe's own endpoint, which is not ready",
      'EndpointSlice',
      [
        slice(
          endpoint('10.42.0.9', 'academy-probe-1', false),
          endpoint('10.42.0.1', 'web'),
        ),
      ],
    ],
    [
      'even where a Service publishes it',
      'EndpointSlice',
      [
        slice(
          endpoint('10.42.0.1', 'web'),
          endpoint('10.42.0.9', 'academy-probe-1'),
        ),
      ],
    ],
    [
      'a slice without endpoints',
      'EndpointSlice',
      [slice(endpoint('10.42.0.1', 'web')), slice()],
    ],
  ])('are the same with %s', (_title, kind, changed) => {
    const before = digest();
    objects.set(kind, changed);
    expect(digest()).toBe(before);
  });

  it('cannot be read when one of the kinds cannot', () => {
    objects.setUnreachable('Ingress');
    expect(surroundingsOf(objects)).toMatchObject({
      state: 'unknown',
      reason: 'unreachable',
    });
    expect(surroundingsOf(new MemoryObjectSource())).toEqual({
      state: 'syncing',
    });
  });
});
