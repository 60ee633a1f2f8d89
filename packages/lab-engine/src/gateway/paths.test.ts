import { assertPathname, resourcePath } from './paths';

const PODS = { group: '', version: 'v1', plural: 'pods' };

describe('resourcePath', () => {
  it.each([
    [
      { ...PODS, namespace: 'a', name: 'web-0' },
      '/api/v1/namespaces/a/pods/web-0',
    ],
    [
      { ...PODS, namespace: 'a', name: 'web.0', subresource: 'log' },
      '/api/v1/namespaces/a/pods/web.0/log',
    ],
    [
      { group: 'apps', version: 'v1', plural: 'deployments', namespace: 'a' },
      '/apis/apps/v1/namespaces/a/deployments',
    ],
    [
      {
        group: 'rbac.authorization.k8s.io',
        version: 'v1',
        plural: 'clusterroles',
        name: 'system:node',
      },
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/system:node',
    ],
    // The API server refuses this name in its own words.
    [
      { ...PODS, namespace: 'a', name: 'My_Pod' },
      '/api/v1/namespaces/a/pods/My_Pod',
    ],
  ])('builds %j', (parts, path) => {
    expect(resourcePath(parts)).toBe(path);
  });

  it.each([
    '..',
    '.',
    '',
    '../../kube-system/pods/etcd-0',
    'a..b',
    'a/b',
    '%2e%2e',
    '.%2e',
    '..%2f..',
    '%252e%252e',
    'a%2fb',
    'a%2Fb',
    'a%5cb',
    'a;b',
    'a.',
    '-a',
    ' ',
    'a\nb',
    'a\uff0fb',
    'a\u2025b',
    'a?dryRun=All',
    'a#b',
    'a b',
    'a\\b',
    'a\u0000b',
    '파드',
    '.hidden',
    'x'.repeat(254),
    'x'.repeat(100_000),
  ])('refuses the name %j', name => {
    expect(() => resourcePath({ ...PODS, namespace: 'a', name })).toThrow(
      expect.objectContaining({ reason: 'BadName', status: 400 }),
    );
  });

  it('takes a name as long as names can be', () => {
    const name = 'x'.repeat(253);
    expect(resourcePath({ ...PODS, namespace: 'a', name })).toBe(
      `/api/v1/namespaces/a/pods/${name}`,
    );
  });

  it.each(['group', 'version', 'plural', 'subresource'])(
    'refuses dots and slashes as %s too',
    part => {
      for (const text of ['..', 'a/b', 'a%2fb']) {
        const parts = { ...PODS, namespace: 'a', name: 'web', [part]: text };
        expect(() => resourcePath(parts)).toThrow(
          expect.objectContaining({ reason: 'BadName' }),
        );
      }
    },
  );

  it.each(['..', 'a.b', 'A', 'a/b', '', 'kube_system', 'x'.repeat(64)])(
    'refuses the namespace %j',
    namespace => {
      expect(() => resourcePath({ ...PODS, namespace })).toThrow(
        expect.objectContaining({ reason: 'BadName' }),
      );
    },
  );
});

describe('assertPathname', () => {
  const server = 'https://127.0.0.1:6443';

  it('accepts what a URL parser reads as it is written', () => {
    expect(() => assertPathname(server, '/api/v1/pods')).not.toThrow();
  });

  it.each([
    '/api/v1/namespaces/a/../b',
    '/api/v1/%2e%2e/b',
    '/api/v1/namespaces/a/pods/x%2f..%2f..%2fb',
    '/api/v1/namespaces/a\\b',
    '//evil/api',
    '/a?b',
  ])('refuses %j', path => {
    expect(() => assertPathname(server, path)).toThrow(
      expect.objectContaining({ reason: 'BadName' }),
    );
  });
});
