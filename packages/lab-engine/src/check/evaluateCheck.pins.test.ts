import { createCelEngine } from '../cel';
import { evaluateCheck } from './evaluateCheck';
import { MemoryObjectSource } from './testing/MemoryObjectSource';
import { check, deployment, pod, PODS, text, WEB } from './testing/objects';

const engine = createCelEngine();

afterAll(() => engine.close());

const now = new Date('2026-01-05T09:00:00Z');
const THREE = {
  expr: 'web.status.readyReplicas == 3',
  message: text('Three replicas must be ready.'),
};

let objects: MemoryObjectSource;

beforeEach(() => {
  objects = new MemoryObjectSource();
});

describe('evaluateCheck with pins', () => {
  const PIN = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const pinned = (
    uid: string,
    options: Partial<Parameters<typeof check>[0]> = {},
    pin = PIN,
  ) =>
    evaluateCheck({
      engine,
      check: check({ assert: [THREE], ...options }),
      objects,
      now,
      pins: [{ ...pin, uid }],
    });

  beforeEach(() => {
    objects.set('Deployment', [deployment('web', { ready: 3 })]);
  });

  it('counts the object that the setup made', async () => {
    expect(await pinned('uid-web')).toMatchObject({ outcome: 'passed' });
  });

  it('does not count another one of its name, in both languages', async () => {
    expect(await pinned('uid-of-the-setup')).toMatchObject({
      outcome: 'notYet',
      message: {
        en: expect.stringContaining(
          'another object than the one you were given',
        ),
        ko: expect.stringContaining('처음에 주어진 오브젝트가 아닙니다'),
      },
      evidence: [{ kind: 'Deployment', name: 'web', uid: 'uid-web' }],
    });
  });

  it('knows a pin by its group, whatever the version', async () => {
    const older = { ...PIN, apiVersion: 'apps/v1beta1' };
    const foreign = { ...PIN, apiVersion: 'example.com/v1' };
    expect(await pinned('other', {}, older)).toMatchObject({
      outcome: 'notYet',
    });
    expect(await pinned('other', {}, foreign)).toMatchObject({
      outcome: 'passed',
    });
  });

  it('says that an object is missing before it says that it is another', async () => {
    objects.set('Deployment', []);
    expect(await pinned('other')).toMatchObject({
      outcome: 'notYet',
      message: { en: 'Deployment "web" was not found in the sandbox.' },
    });
  });

  it('counts any object where the check allows it', async () => {
    const resources = { web: { ...WEB.web, allowRecreate: true } };
    expect(await pinned('other', { resources })).toMatchObject({
      outcome: 'passed',
    });
  });

  it('does not mind an optional object that is gone', async () => {
    objects.set('Deployment', []);
    const resources = { web: { ...WEB.web, optional: true } };
    const gone = { expr: 'web == null', message: text('Delete it.') };
    expect(await pinned('other', { resources, assert: [gone] })).toMatchObject({
      outcome: 'passed',
    });
  });

  it('says nothing of objects that are chosen by labels', async () => {
    objects.set('Pod', [pod('web')]);
    const some = { expr: 'pods.size() == 1', message: text('One pod.') };
    const options = { resources: PODS, assert: [some] };
    const pin = { apiVersion: 'v1', kind: 'Pod', name: 'web' };
    expect(await pinned('other', options, pin)).toMatchObject({
      outcome: 'passed',
    });
  });
});
