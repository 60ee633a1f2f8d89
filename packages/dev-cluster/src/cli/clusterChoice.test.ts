import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeKind } from '../binaries/types';
import { clusterPaths } from '../state/paths';
import { writeSettings } from '../state/settings';
import { chooseCluster, chosenDirs, onlyChosenDir } from './clusterChoice';

describe('which cluster a command is about', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'academy-choice-'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function make(folder: string, nodes: NodeKind): string {
    const dir = join(root, folder);
    mkdirSync(dir);
    const ports = { apiServer: 1, etcdClient: 2, etcdPeer: 3, kubelet: 4 };
    writeSettings(clusterPaths(dir), {
      name: 'dev',
      nodes,
      ports,
      viewerToken: '',
    });
    return dir;
  }

  it('makes one with simulated nodes unless told otherwise', () => {
    expect(chooseCluster({}, root)).toEqual({
      dir: join(root, 'cluster'),
      nodes: 'simulated',
      name: 'dev',
    });
    expect(chooseCluster({ nodes: 'real' }, root)).toEqual({
      dir: join(root, 'cluster-real'),
      nodes: 'real',
      name: 'dev-real',
    });
    expect(chooseCluster({ name: 'mine' }, root).name).toBe('mine');
  });

  it('remembers what a folder has', () => {
    const dir = make('mine', 'real');
    expect(chooseCluster({ dir }, root)).toMatchObject({ dir, nodes: 'real' });
  });

  it('stops and shows all that there are', () => {
    expect(chosenDirs({}, root)).toEqual([join(root, 'cluster')]);
    const real = make('cluster-real', 'real');
    expect(chosenDirs({}, root)).toEqual([real]);
    const simulated = make('cluster', 'simulated');
    expect(chosenDirs({}, root)).toEqual([simulated, real]);
    expect(chosenDirs({ nodes: 'real' }, root)).toEqual([real]);
    expect(chosenDirs({ dir: '/elsewhere' }, root)).toEqual(['/elsewhere']);
  });

  it('gives the kubeconfig of the only one, or asks which', () => {
    const real = make('cluster-real', 'real');
    expect(onlyChosenDir({}, root)).toBe(real);
    make('cluster', 'simulated');
    expect(() => onlyChosenDir({}, root)).toThrow('--nodes real');
    expect(onlyChosenDir({ nodes: 'real' }, root)).toBe(real);
  });
});
