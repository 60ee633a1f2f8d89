import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubernetesObjects } from './KubernetesObjects';

/** Reads through a Kubernetes backend that answers like this. */
async function read(answer: RequestListener, timeoutMs?: number) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const discovery = mockServices.discovery.mock();
  discovery.getBaseUrl.mockResolvedValue(`http://127.0.0.1:${port}`);
  try {
    return await KubernetesObjects.create({
      auth: mockServices.auth(),
      discovery,
      logger: mockServices.logger.mock(),
      timeoutMs,
    }).read({
      entityRef: 'component:default/shop',
      credentials: mockCredentials.user(),
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answerWithError =
  (resourcePath: string): RequestListener =>
  (_, response) =>
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        items: [
          {
            cluster: { name: 'dev' },
            resources: [],
            podMetrics: [],
            errors: [{ errorType: 'NOT_FOUND', resourcePath, statusCode: 404 }],
          },
        ],
      }),
    );

describe('KubernetesObjects', () => {
  it('gives up on a backend that hangs', async () => {
    await expect(read(() => {}, 50)).resolves.toEqual({
      objects: { items: [] },
      unavailable: {
        en: 'The clusters did not answer in time. Reload the page to try again.',
        ko: '클러스터가 제때 응답하지 않았습니다. 페이지를 새로 고쳐 다시 시도하세요.',
      },
    });
  });

  it('says which cluster kept workloads back', async () => {
    const { unavailable } = await read(
      answerWithError('/apis/apps/v1/namespaces/shop/deployments'),
    );
    expect(unavailable?.en).toContain('dev could not all be read');
  });

  it('needs no metrics server', async () => {
    const { unavailable } = await read(
      answerWithError('/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods'),
    );
    expect(unavailable).toBeUndefined();
  });
});
