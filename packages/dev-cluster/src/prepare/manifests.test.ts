import { parseAllDocuments } from 'yaml';
import {
  applyArguments,
  clusterManifests,
  trainingManifests,
} from './manifests';

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec?: { taints?: object[] };
}

describe('clusterManifests', () => {
  function objects(nodes: 'simulated' | 'real'): Manifest[] {
    const { from } = clusterManifests(nodes);
    return parseAllDocuments('text' in from ? from.text : '').map(
      document => document.toJS() as Manifest,
    );
  }

  it('has the same objects for both kinds of nodes', () => {
    const names = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
    expect(objects('real').map(names)).toEqual(objects('simulated').map(names));
    expect(objects('real').map(names)).toContain('Node sim-1');
  });

  it('keeps pods off the simulated nodes beside a real one', () => {
    const taints = (nodes: 'simulated' | 'real') =>
      objects(nodes)
        .filter(({ kind }) => kind === 'Node')
        .map(({ spec }) => spec?.taints);
    expect(taints('simulated')).toEqual([undefined, undefined, undefined]);
    expect(taints('real')).toEqual(
      Array(3).fill([
        { key: 'kubernetes-academy.io/simulated', effect: 'NoSchedule' },
      ]),
    );
  });
});

describe('trainingManifests', () => {
  it('adds DNS, metrics and storage only where pods run', () => {
    const what = (nodes: 'simulated' | 'real') =>
      trainingManifests(nodes).map(source => source.what);
    expect(what('simulated')).toEqual(['roles and policies of the Academy']);
    expect(what('real')).toEqual([
      'roles and policies of the Academy',
      'DNS, metrics and storage',
    ]);
  });

  it.each([['/does/not/exist'], [__filename]])(
    'refuses %s as a folder of workloads',
    dir => {
      expect(() => trainingManifests('simulated', dir)).toThrow(
        `There is no folder ${dir} with manifests`,
      );
    },
  );
});

describe('applyArguments', () => {
  it('sends a text to standard input', () => {
    expect(applyArguments(clusterManifests('real')).slice(-2)).toEqual([
      '--filename',
      '-',
    ]);
  });
});
