import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  AttemptState,
  AttemptView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  academyLabRuntimeExtensionPoint,
  type LabRuntime,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { LAB, type TestAcademy } from '../../__testUtils__';
import { eventually } from './eventually';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** A module that gives the Academy this runtime. */
export function fakeLabs(runtime: LabRuntime) {
  return createBackendModule({
    pluginId: 'academy',
    moduleId: 'fake-labs',
    register(env) {
      env.registerInit({
        deps: { point: academyLabRuntimeExtensionPoint },
        init: async ({ point }) => point.setLabRuntime(runtime),
      });
    },
  });
}

/** The people of a test: each test has its own, since one may have one attempt. */
export class Learners {
  readonly #academy: TestAcademy;
  #count = 0;

  constructor(academy: TestAcademy) {
    this.#academy = academy;
  }

  /** Somebody who has done nothing yet. */
  next(): string {
    this.#count += 1;
    return `user:default/learner-${this.#count}`;
  }

  call(method: Method, path: string, userRef: string, body: object = {}) {
    return this.#academy.anonymous[method](`/api/academy${path}`)
      .set('Authorization', mockCredentials.user.header(userRef))
      .send(method === 'post' || method === 'put' ? body : undefined);
  }

  /** @returns the path of a new attempt. @throws Error when it is refused */
  async start(userRef: string, body: object = { unitId: LAB }) {
    const response = await this.call('post', '/attempts', userRef, body);
    if (response.status !== 201) {
      throw new Error(`${response.status}: ${response.body.error.message}`);
    }
    return `/attempts/${response.body.id}`;
  }

  /** The attempt once it is in a state. */
  async inState(
    path: string,
    userRef: string,
    state: AttemptState,
  ): Promise<AttemptView> {
    return eventually(async () => {
      const { body } = await this.call('get', path, userRef);
      return body.state === state && body;
    });
  }

  /** @returns the path of a new attempt that is ready */
  async startReady(userRef: string, body?: object) {
    const path = await this.start(userRef, body);
    await this.inState(path, userRef, 'ready');
    return path;
  }
}
