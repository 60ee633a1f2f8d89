import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { verdict } from '../__testUtils__/attemptFixtures';
import type { Method } from '../__testUtils__/Learners';
import {
  ANSWERS,
  SECRET,
  SEEDED,
  seededLessons,
} from './__testUtils__/seededLessons';
import { TestChallenges } from './__testUtils__/TestChallenges';

jest.setTimeout(60_000);

const ANSWER = '/answers/culprit';

describe('what would give the answer away', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const directory = createMockDirectory({ content: { seededLessons } });

  it.each(databases.eachSupportedId())(
    'is in no response before it is unlocked, on %p',
    async databaseId => {
      const root = directory.resolve('seededLessons');
      const knex = await databases.init(databaseId);
      const challenges = await TestChallenges.start({ knex, path: root });
      const { learners, runtime } = challenges;
      const learner = learners.next();
      const path = await challenges.startWatched(learner);
      const { culprit } = await challenges.valuesOf(path);
      const seed = await challenges.seedOf(path);
      const seen: string[] = [];
      const ask = async (method: Method, url: string, body?: object) => {
        const response = await learners.call(method, url, learner, body);
        seen.push(JSON.stringify(response.headers) + response.text);
        return response;
      };
      await runtime.report(verdict('culprit', 'notYet'));
      await ask('get', path);
      await ask('get', '/attempts');
      await ask('get', '/courses');
      await ask('get', '/record');
      await ask('get', `/units/${SEEDED}`);
      await ask('get', `/units/${ANSWERS}`);
      await ask('get', `${path}/unit`);
      await ask('get', `${path}/debrief`);
      await ask('put', path + ANSWER, { answer: 'wrong' });
      await ask('put', path + ANSWER, { answer: 'too soon' });
      await ask('put', `${path}/answers/unheard`, { answer: 7 });
      await ask('post', `${path}/hints`, { taskId: 'unheard' });
      await ask('post', `${path}/kubeconfig`);
      await ask('post', `${path}/apply`, { yaml: 'kind: Pod' });
      await ask('post', `${path}/reset`);
      await learners.inState(path, learner, 'ready');
      const { culprit: next } = await challenges.valuesOf(path);
      await ask('get', path);
      await ask('get', `${path}/unit`);
      await ask('delete', path);
      await ask('get', `${path}/events`);
      expect(seen).toHaveLength(19);
      for (const response of seen) {
        expect(response).not.toMatch(SECRET);
        expect(response).not.toContain(culprit);
        expect(response).not.toContain(next);
        expect(response).not.toContain(seed);
      }
      // Now it is unlocked: the same words are there.
      const debrief = await ask('get', `${path}/debrief`);
      expect(debrief.text).toContain(`SECRET-DEBRIEF ${next}`);
    },
  );
});
