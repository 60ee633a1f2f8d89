import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { join } from 'node:path';
import { readAcademyConfig } from './readAcademyConfig';

const directory = createMockDirectory({
  content: { repository: { lessons: {}, packages: { backend: {} } } },
});
const cwd = directory.resolve('repository/packages/backend');
const lessons = directory.resolve('repository/lessons');

function read(academy?: JsonObject, production = false) {
  const config = mockServices.rootConfig({ data: academy ? { academy } : {} });
  return readAcademyConfig({ config, cwd, production });
}

/** The whole message, since the operator sees nothing else. */
function refusal(academy: JsonObject): string {
  try {
    read(academy);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('The config was accepted');
}

const PATH = {
  id: 'platform-basics',
  title: { en: 'Platform basics', ko: '플랫폼 기초' },
  validityDays: 180,
  units: ['foundations/first-steps/first-deployment'],
};

describe('readAcademyConfig', () => {
  it('has a default for every key', () => {
    expect(read()).toEqual({
      instance: 'default',
      content: { root: lessons, watch: true, examples: false },
      attempts: {
        lifetimes: {
          ttlMs: 7_200_000,
          idleMs: 2_700_000,
          hardLimitMs: 28_800_000,
          extensionMs: 1_800_000,
        },
        perLearner: 1,
      },
      readiness: { paths: [] },
      recommendations: { rules: {} },
    });
    expect(read(undefined, true).content.watch).toBe(false);
  });

  it('reads every key', () => {
    const rules = { 'container-without-resources': 'a/b/c' };
    expect(
      read({
        instance: 'local',
        content: {
          path: join(directory.path, 'repository'),
          watch: false,
          examples: 'true',
        },
        trainingClusters: [{ cluster: 'dev' }],
        attempts: {
          ttl: '45m',
          idle: 'PT10M',
          hardLimit: { hours: 3 },
          extension: '15m',
          perLearner: '2',
        },
        readiness: { paths: [PATH] },
        recommendations: { rules },
      }),
    ).toEqual({
      instance: 'local',
      content: {
        root: directory.resolve('repository'),
        watch: false,
        examples: true,
      },
      attempts: {
        lifetimes: {
          ttlMs: 2_700_000,
          idleMs: 600_000,
          hardLimitMs: 10_800_000,
          extensionMs: 900_000,
        },
        perLearner: 2,
      },
      readiness: { paths: [PATH] },
      recommendations: { rules },
    });
  });

  it('lets a sandbox live at least its TTL', () => {
    expect(read({ attempts: { ttl: '12h' } }).attempts.lifetimes).toMatchObject(
      {
        ttlMs: 43_200_000,
        hardLimitMs: 43_200_000,
      },
    );
    expect(refusal({ attempts: { ttl: '3h', hardLimit: '2h' } })).toBe(
      'academy.attempts.hardLimit: expected a duration that is not shorter than academy.attempts.ttl',
    );
  });

  it.each<[string, JsonObject]>([
    [
      'academy.readiness.paths[0].validityDays: expected a positive whole number, got "soon"',
      { readiness: { paths: [{ ...PATH, validityDays: 'soon' }] } },
    ],
    [
      'academy.readiness.paths[0].validityDays: expected a positive whole number, got 0',
      { readiness: { paths: [{ ...PATH, validityDays: 0 }] } },
    ],
    [
      'academy.readiness.paths[0].title.ko: expected a string, got nothing',
      { readiness: { paths: [{ ...PATH, title: { en: 'Basics' } }] } },
    ],
    [
      'academy.readiness.paths[0].title.en: expected a text that is not empty, got ""',
      { readiness: { paths: [{ ...PATH, title: { en: '', ko: '기초' } }] } },
    ],
    [
      'academy.readiness.paths[0].units[0]: expected a unit id such as course/module/unit, got "first-deployment"',
      { readiness: { paths: [{ ...PATH, units: ['first-deployment'] }] } },
    ],
    [
      'academy.readiness.paths[1].id: expected an id of its own, got "platform-basics" again',
      { readiness: { paths: [PATH, PATH] } },
    ],
    [
      'academy.readiness.paths: expected a list of paths, got {"id":"x"}',
      { readiness: { paths: { id: 'x' } } },
    ],
    ['academy.trainingCluster: there is no such key', { trainingCluster: [] }],
    [
      'academy.readiness.paths[0].validityDay: there is no such key',
      { readiness: { paths: [{ ...PATH, validityDay: 1 }] } },
    ],
    [
      'academy.instance: expected a Kubernetes label value, got "two words"',
      { instance: 'two words' },
    ],
    [
      'academy.content.watch: expected true or false, got "maybe"',
      { content: { watch: 'maybe' } },
    ],
    [
      'academy.content.examples: expected true or false, got "some"',
      { content: { examples: 'some' } },
    ],
    [
      'academy.attempts.perLearner: expected a positive whole number, got 1.5',
      { attempts: { perLearner: 1.5 } },
    ],
    [
      'academy.attempts.ttl: expected a duration longer than nothing, got "0s"',
      { attempts: { ttl: '0s' } },
    ],
    [
      'academy.recommendations.rules.container-without-resources: expected a unit id such as course/module/unit, got 7',
      { recommendations: { rules: { 'container-without-resources': 7 } } },
    ],
  ])('refuses to start: %s', (message, academy) => {
    expect(refusal(academy)).toBe(message);
  });

  it('names the key of a duration that cannot be read', () => {
    expect(refusal({ attempts: { ttl: 'soon' } })).toContain(
      'academy.attempts.ttl: expected a duration such as 2h',
    );
  });

  it('names everything that is wrong at once', () => {
    expect(
      refusal({ instance: '', attempts: { perLearner: 'many' } }).split('\n'),
    ).toEqual([
      'academy.instance: expected a Kubernetes label value, got ""',
      'academy.attempts.perLearner: expected a positive whole number, got "many"',
    ]);
  });

  it('refuses a lessons folder that is nowhere, saying where it looked', () => {
    expect(refusal({ content: { path: './texts' } })).toMatch(
      /^academy\.content\.path: expected an existing folder, got "\.\/texts"; looked for .*repository\/packages\/backend\/texts, .*repository\/packages\/texts, .*repository\/texts/,
    );
    expect(refusal({ content: { path: '/no/such/folder' } })).toBe(
      'academy.content.path: expected an existing folder, got "/no/such/folder"; looked for /no/such/folder',
    );
  });

  it('takes the lessons folder nearest to the working directory', () => {
    directory.addContent({
      'repository/packages/lessons/course.yaml': 'nearer',
    });
    expect(read().content.root).toBe(
      directory.resolve('repository/packages/lessons'),
    );
  });
});
