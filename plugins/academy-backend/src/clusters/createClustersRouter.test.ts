import {
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { academyLabRuntimeExtensionPoint } from '@kubernetes-academy/backstage-plugin-academy-node';
import { lessons, MINA, startAcademy } from '../__testUtils__';
import { FakeLabRuntime } from '../attempts/__testUtils__/FakeLabRuntime';

jest.setTimeout(60_000);

const withRuntime = (
  moduleId: string,
  runtime: FakeLabRuntime,
): BackendFeature =>
  createBackendModule({
    pluginId: 'academy',
    moduleId,
    register(env) {
      env.registerInit({
        deps: { labs: academyLabRuntimeExtensionPoint },
        async init({ labs }) {
          labs.setLabRuntime(runtime);
        },
      });
    },
  });

describe('cluster routes', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const start = (...features: BackendFeature[]) =>
    startAcademy({
      academy: {
        content: { path: directory.resolve('lessons'), watch: false },
      },
      features,
    });

  it('says of each training cluster what the runtime says now', async () => {
    const runtime = new FakeLabRuntime();
    const academy = await start(withRuntime('labs', runtime));
    const clusters = async () => (await academy.get('/clusters', MINA)).body;
    expect(await clusters()).toEqual(runtime.status);

    runtime.status = [
      {
        ...runtime.status[0],
        state: 'unavailable',
        message: { en: 'The fence is missing', ko: '보호 정책이 없습니다' },
      },
    ];
    expect(await clusters()).toEqual(runtime.status);
  });

  it('takes one lab runtime only', async () => {
    const second = start(
      withRuntime('labs', new FakeLabRuntime()),
      withRuntime('more-labs', new FakeLabRuntime()),
    );
    await expect(second).rejects.toThrow(
      'The Academy has a lab runtime already',
    );
  });
});
