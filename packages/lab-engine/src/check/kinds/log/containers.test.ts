import type { KubernetesObject } from '../../types';
import { runsOf } from './containers';

const pod = (...statuses: object[]): KubernetesObject => ({
  metadata: { name: 'web', uid: 'uid-1' },
  spec: {
    nodeName: 'node-1',
    containers: [{ name: 'main' }, { name: 'side' }],
  },
  status: { containerStatuses: statuses },
});
const summary = (...args: Parameters<typeof runsOf>) =>
  runsOf(...args).map(({ id, container, previous, running }) =>
    [id, container, previous && 'previous', running && 'running']
      .filter(Boolean)
      .join(' '),
  );
const RUNNING = { running: {} };
const ended = (containerID: string) => ({ terminated: { containerID } });

describe('the runs of a container', () => {
  it.each<[string, object, string[]]>([
    ['has not started', { state: { waiting: {} } }, []],
    ['runs', { containerID: 'a', state: RUNNING }, ['a main running']],
    ['has ended', { containerID: 'a', state: ended('a') }, ['a main']],
    [
      'was restarted',
      { containerID: 'b', state: RUNNING, lastState: ended('a') },
      ['a main previous', 'b main running'],
    ],
    [
      'waits for its restart',
      { containerID: 'a', state: { waiting: {} }, lastState: ended('a') },
      ['a main previous'],
    ],
  ])('of one that %s', (_title, status, runs) => {
    expect(summary(pod({ name: 'main', ...status }))).toEqual(runs);
  });

  it('are those of the named container, sidecars included', () => {
    const both = pod(
      { name: 'main', containerID: 'a', state: RUNNING },
      { name: 'side', containerID: 'b', state: RUNNING },
    );
    expect(summary(both, 'side')).toEqual(['b side running']);
    const withSidecar = {
      ...both,
      status: {
        initContainerStatuses: [
          { name: 'mesh', containerID: 'c', state: RUNNING },
        ],
      },
    };
    expect(summary(withSidecar, 'mesh')).toEqual(['c mesh running']);
    expect(summary(both, 'nobody')).toEqual([]);
  });
});
