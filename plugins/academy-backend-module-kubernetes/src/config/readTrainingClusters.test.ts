import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readTrainingClusters } from './readTrainingClusters';

const CA_DATA = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB').toString(
  'base64',
);
const PORTAL = 'kubernetes.clusterLocatorMethods';
const KEY = 'academy.trainingClusters[0]';

describe('readTrainingClusters', () => {
  const files = createMockDirectory({
    content: {
      run: {
        token: 'abc',
        'ca.crt': 'PEM',
        'tls.crt': 'PEM',
        'tls.key': 'PEM',
        kubeconfig: 'YAML',
      },
      packages: { backend: {} },
    },
  });

  const portalCluster = {
    name: 'dev',
    title: 'Dev of the portal',
    url: 'https://10.0.0.1:6443',
    authProvider: 'serviceAccount',
    caData: CA_DATA,
  };
  const training = { cluster: 'dev', identity: { token: 'abc' } };

  const read = (options: {
    entries?: JsonObject[] | JsonObject;
    clusters?: JsonObject[];
    locators?: JsonObject[];
  }) => {
    const { entries = [training], clusters = [portalCluster] } = options;
    const locators = options.locators ?? [{ type: 'config', clusters }];
    return readTrainingClusters({
      config: mockServices.rootConfig({
        data: {
          academy: { trainingClusters: entries },
          kubernetes: { clusterLocatorMethods: locators },
        },
      }),
      cwd: files.resolve('packages/backend'),
    });
  };

  it('takes address and authority from the portal and the rest from here', () => {
    expect(read({})).toEqual([
      {
        name: 'dev',
        title: 'Dev of the portal',
        gateway: 'direct',
        server: 'https://10.0.0.1:6443',
        caData: CA_DATA,
        identity: { token: 'abc' },
        maxSandboxes: 20,
        capabilities: {},
      },
    ]);
    expect(
      read({
        entries: [
          {
            ...training,
            title: 'For labs',
            maxSandboxes: '40',
            capabilities: {
              'networkpolicy-cni': true,
              'kubernetes-1.34': false,
            },
            requestsPerSecond: 50,
          },
        ],
      }),
    ).toMatchObject([
      {
        title: 'For labs',
        maxSandboxes: 40,
        requestsPerSecond: 50,
        capabilities: { 'networkpolicy-cni': true, 'kubernetes-1.34': false },
      },
    ]);
  });

  it('finds clusters of every locator of type config', () => {
    const locators = [
      { type: 'catalog' },
      { type: 'config', clusters: [] },
      { type: 'config', clusters: [portalCluster] },
    ];
    expect(read({ locators })).toMatchObject([{ name: 'dev' }]);
  });

  it('has none without the section', () => {
    const config = mockServices.rootConfig({ data: { academy: {} } });
    expect(readTrainingClusters({ config })).toEqual([]);
  });

  it('looks for relative files in the working directory and above it', () => {
    const identity = { tokenFile: 'run/token' };
    const { caData: _, ...cluster } = portalCluster;
    expect(
      read({
        entries: [{ ...training, identity }],
        clusters: [{ ...cluster, caFile: './run/ca.crt' }],
      }),
    ).toMatchObject([
      {
        caFile: files.resolve('run/ca.crt'),
        identity: { tokenFile: files.resolve('run/token') },
      },
    ]);
  });

  it.each([
    [
      { certificateFile: 'run/tls.crt', keyFile: 'run/tls.key' },
      ['certificateFile', 'keyFile'],
    ],
    [{ kubeconfig: 'run/kubeconfig', context: 'labs' }, ['kubeconfig']],
  ])('takes the identity %j', (identity, paths) => {
    const expected = Object.fromEntries(
      Object.entries(identity).map(([name, value]) => [
        name,
        paths.includes(name) ? files.resolve(value) : value,
      ]),
    );
    expect(read({ entries: [{ ...training, identity }] })).toMatchObject([
      { identity: expected },
    ]);
  });

  it('reaches clusters of other locators through the proxy only', () => {
    const entry = { ...training, cluster: 'from-catalog' };
    expect(read({ entries: [{ ...entry, gateway: 'proxy' }] })).toEqual([
      {
        name: 'from-catalog',
        title: 'from-catalog',
        gateway: 'proxy',
        identity: { token: 'abc' },
        maxSandboxes: 20,
        capabilities: {},
      },
    ]);
    expect(() => read({ entries: [entry] })).toThrow('needs gateway: proxy');
  });

  it.each(['direct', 'proxy'])(
    'takes the address for kubectl with gateway %s',
    gateway => {
      const kubectl = { server: 'https://labs.example:6443', caData: CA_DATA };
      expect(
        read({ entries: [{ ...training, gateway, ...kubectl }] }),
      ).toMatchObject([{ gateway, kubectl }]);
    },
  );

  it('does not miss the files of an embedded cluster that is still on its way', () => {
    const tokenFile = files.resolve('later/token');
    const statusFile = files.resolve('later/status.json');
    expect(
      read({ entries: [{ ...training, identity: { tokenFile }, statusFile }] }),
    ).toMatchObject([{ identity: { tokenFile }, statusFile }]);
  });

  it.each<[string, Parameters<typeof read>[0], string]>([
    [
      'an unknown cluster',
      { entries: [{ ...training, cluster: 'x' }] },
      `${KEY}.cluster: no cluster 'x' in ${PORTAL}; known: dev`,
    ],
    [
      'a portal without clusters',
      { clusters: [] },
      `${KEY}.cluster: no cluster 'dev' in ${PORTAL}; known: none`,
    ],
    [
      'the same cluster twice',
      { entries: [training, training] },
      "academy.trainingClusters[1].cluster: expected each cluster once, got 'dev' again",
    ],
    [
      'no cluster',
      { entries: [{ identity: { token: 'a' } }] },
      `${KEY}.cluster`,
    ],
    ['an object', { entries: training }, 'academy.trainingClusters'],
    [
      'a misspelt key',
      { entries: [{ ...training, maxSandbox: 3 }] },
      `${KEY}.maxSandbox: no such key; known: cluster, title, gateway`,
    ],
    [
      'a negative number of places',
      { entries: [{ ...training, maxSandboxes: -1 }] },
      `${KEY}.maxSandboxes: expected a positive whole number, got -1`,
    ],
    [
      'a word as number of places',
      { entries: [{ ...training, maxSandboxes: 'many' }] },
      `${KEY}.maxSandboxes`,
    ],
    ['no identity', { entries: [{ cluster: 'dev' }] }, `${KEY}.identity`],
    [
      'an empty identity',
      { entries: [{ cluster: 'dev', identity: {} }] },
      `${KEY}.identity: expected exactly one of token, tokenFile, certificateFile with keyFile, kubeconfig with context, inCluster`,
    ],
    [
      'two identities',
      {
        entries: [
          { cluster: 'dev', identity: { token: 'a', tokenFile: 'run/token' } },
        ],
      },
      `${KEY}.identity: expected exactly one of token, tokenFile`,
    ],
    [
      'half an identity',
      {
        entries: [
          { cluster: 'dev', identity: { certificateFile: 'run/tls.crt' } },
        ],
      },
      `${KEY}.identity.keyFile: expected a text`,
    ],
    [
      'a kubeconfig without a context',
      {
        entries: [
          { cluster: 'dev', identity: { kubeconfig: 'run/kubeconfig' } },
        ],
      },
      `${KEY}.identity.context: expected a text`,
    ],
    [
      'a misspelt identity',
      { entries: [{ cluster: 'dev', identity: { tokenfile: 'run/token' } }] },
      `${KEY}.identity.tokenfile: no such key; known: token, tokenFile`,
    ],
    [
      'a pod that is none',
      { entries: [{ cluster: 'dev', identity: { inCluster: false } }] },
      `${KEY}.identity.inCluster: expected true`,
    ],
    [
      'a client certificate through the proxy',
      {
        entries: [
          {
            ...training,
            gateway: 'proxy',
            identity: {
              certificateFile: 'run/tls.crt',
              keyFile: 'run/tls.key',
            },
          },
        ],
      },
      `${KEY}.identity: expected a token with gateway proxy`,
    ],
    [
      'an unknown gateway',
      { entries: [{ ...training, gateway: 'tunnel' }] },
      `${KEY}.gateway: expected direct or proxy, got 'tunnel'`,
    ],
    [
      'a plain http address for kubectl',
      { entries: [{ ...training, server: 'http://labs.example' }] },
      `${KEY}.server: expected an https address`,
    ],
    [
      'an authority for no address',
      { entries: [{ ...training, caData: CA_DATA }] },
      `${KEY}.caData: expected together with server only`,
    ],
    [
      'half a request per second',
      { entries: [{ ...training, requestsPerSecond: 0.5 }] },
      `${KEY}.requestsPerSecond: expected a positive whole number, got 0.5`,
    ],
    [
      'capabilities without values',
      { entries: [{ ...training, capabilities: ['networkpolicy-cni'] }] },
      `${KEY}.capabilities: expected names with true or false`,
    ],
    [
      'a capability in words',
      {
        entries: [{ ...training, capabilities: { 'kubernetes-1.34': 'yes' } }],
      },
      `${KEY}.capabilities.kubernetes-1.34: expected true or false, got "yes"`,
    ],
    [
      'a token file that is not there',
      { entries: [{ cluster: 'dev', identity: { tokenFile: 'run/tokn' } }] },
      `${KEY}.identity.tokenFile: expected an existing file, got "run/tokn"`,
    ],
    [
      'plain http',
      { clusters: [{ ...portalCluster, url: 'http://10.0.0.1:8001' }] },
      `${PORTAL}[0].clusters[0].url: expected an https address`,
    ],
    [
      'unverified TLS',
      { clusters: [{ ...portalCluster, skipTLSVerify: true }] },
      `${PORTAL}[0].clusters[0].skipTLSVerify: expected false`,
    ],
    [
      'an authority that is no certificate',
      { clusters: [{ ...portalCluster, caData: 'abc' }] },
      `${PORTAL}[0].clusters[0].caData: expected a PEM certificate in base64`,
    ],
    [
      'an authority file that is not there',
      { clusters: [{ ...portalCluster, caFile: 'run/ca' }] },
      `${PORTAL}[0].clusters[0].caFile: expected an existing file`,
    ],
  ])('refuses %s, naming the key', (_, options, message) => {
    expect(() => read(options)).toThrow(message);
  });

  it('never shows a token in an error', () => {
    const entries = [
      { cluster: 'dev', identity: { token: 'geheim', tokenFile: 'run/token' } },
    ];
    expect(() => read({ entries })).toThrow(/^(?!.*geheim)/);
  });
});
