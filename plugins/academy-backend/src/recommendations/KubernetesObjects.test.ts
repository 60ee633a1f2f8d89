import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubernetesObjects } from './KubernetesObjects';

describe('KubernetesObjects', () => {
  it('gives up on a backend that hangs', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const discovery = mockServices.discovery.mock();
    discovery.getBaseUrl.mockResolvedValue(`http://127.0.0.1:${port}`);

    const kubernetes = KubernetesObjects.create({
      auth: mockServices.auth(),
      discovery,
      logger: mockServices.logger.mock(),
      timeoutMs: 50,
    });
    const result = await kubernetes.read({
      entityRef: 'component:default/shop',
      credentials: mockCredentials.user(),
    });
    expect(result).toEqual({
      objects: { items: [] },
      unavailable: {
        en: 'The clusters did not answer in time. Reload the page to try again.',
        ko: '클러스터가 제때 응답하지 않았습니다. 페이지를 새로 고쳐 다시 시도하세요.',
      },
    });
    server.closeAllConnections();
    server.close();
  });
});
