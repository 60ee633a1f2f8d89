import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  JOON,
  LAB,
  LEAD,
  LESSON,
  lessons,
  MINA,
  people,
  text,
} from '../__testUtils__';
import { DefaultContentService } from '../content';
import { MIGRATIONS_DIRECTORY } from '../database';
import { DatabaseProgressStore } from '../progress';
import { CatalogTeams } from './CatalogTeams';
import { inspectPaths, ReadinessService } from './ReadinessService';

jest.setTimeout(60_000);

const GONE = 'basics/start/gone';
const NOW = new Date('2026-12-01T00:00:00.000Z');
const basics = {
  id: 'basics',
  title: text('Basics'),
  validityDays: 30,
  units: [LESSON, LAB],
};

describe('ReadinessService', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function create(paths = [basics]) {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const content = await DefaultContentService.create({
      root: directory.resolve('lessons'),
      watch: false,
      examples: false,
      inspectors: [],
      logger: mockServices.logger.mock(),
      lifecycle: mockServices.lifecycle.mock(),
    });
    const progress = DatabaseProgressStore.create({ knex });
    const complete = (userRef: string, unitId: string, day: string) =>
      progress.recordCompleted({
        userRef,
        unitId,
        contentHash: 'v1',
        assisted: false,
        evidence: [],
        at: new Date(`${day}T00:00:00.000Z`),
      });
    const teams = CatalogTeams.create({
      catalog: catalogServiceMock({ entities: people }),
      auth: mockServices.auth(),
    });
    const service = ReadinessService.create({
      paths,
      content,
      progress,
      teams,
    });
    return { content, complete, service };
  }

  const request = {
    pathId: 'basics',
    groupRef: 'web',
    viewer: { userRef: LEAD, all: true },
    now: NOW,
  };

  it('shows every direct member of a team, by name, with each unit', async () => {
    const { complete, service } = await create();
    await complete(MINA, LESSON, '2026-11-20');
    await complete(MINA, LAB, '2026-11-10');
    await complete(JOON, LESSON, '2026-10-01');
    await complete(LEAD, LESSON, '2026-11-20');

    expect(await service.report(request)).toEqual({
      path: {
        id: 'basics',
        title: text('Basics'),
        validityDays: 30,
        units: [
          { id: LESSON, title: text('Resources') },
          { id: LAB, title: text('Deploy') },
        ],
      },
      group: 'group:default/web',
      all: true,
      people: [
        {
          userRef: JOON,
          name: 'Joon Park',
          ready: false,
          units: [
            {
              unitId: LESSON,
              state: 'expired',
              completedAt: '2026-10-01T00:00:00.000Z',
              validUntil: '2026-10-31T00:00:00.000Z',
            },
            { unitId: LAB, state: 'missing' },
          ],
        },
        {
          userRef: MINA,
          name: 'Mina Kim',
          ready: true,
          units: [
            {
              unitId: LESSON,
              state: 'done',
              completedAt: '2026-11-20T00:00:00.000Z',
              validUntil: '2026-12-20T00:00:00.000Z',
            },
            {
              unitId: LAB,
              state: 'expiring',
              completedAt: '2026-11-10T00:00:00.000Z',
              validUntil: '2026-12-10T00:00:00.000Z',
            },
          ],
        },
      ],
    });
  });

  it('becomes ready again when an expired unit is repeated', async () => {
    const { complete, service } = await create();
    await complete(MINA, LAB, '2026-11-20');
    await complete(MINA, LESSON, '2026-09-01');
    const ready = async () =>
      (await service.report(request)).people.find(p => p.userRef === MINA)
        ?.ready;
    expect(await ready()).toBe(false);
    await complete(MINA, LESSON, '2026-11-25');
    expect(await ready()).toBe(true);
  });

  it('shows only the own row to who may not see all', async () => {
    const { service } = await create();
    const rows = async (userRef: string) => {
      const viewer = { userRef, all: false };
      const report = await service.report({ ...request, viewer });
      expect(report.all).toBe(false);
      return report.people.map(person => person.userRef);
    };
    expect(await rows(MINA)).toEqual([MINA]);
    expect(await rows(LEAD)).toEqual([]);
  });

  it('offers all groups, or the own ones', async () => {
    const { service } = await create();
    const web = { ref: 'group:default/web', name: 'Team web' };
    const platform = { ref: 'group:default/platform', name: 'Team platform' };
    expect(await service.groups({ userRef: LEAD, all: true })).toEqual([
      platform,
      web,
    ]);
    expect(await service.groups({ userRef: MINA, all: false })).toEqual([web]);
    expect(
      await service.groups({ userRef: 'user:default/nobody', all: false }),
    ).toEqual([]);
  });

  it('keeps requiring a unit that is not taught, and names it as a problem', async () => {
    const paths = [{ ...basics, units: [LESSON, GONE] }];
    const { content, complete, service } = await create(paths);
    await complete(MINA, LESSON, '2026-11-25');
    const report = await service.report(request);
    expect(report.path.units[1]).toEqual({
      id: GONE,
      title: { en: GONE, ko: GONE },
    });
    expect(report.people.map(({ ready }) => ready)).toEqual([false, false]);
    expect(inspectPaths(paths, content.get())).toEqual([
      {
        file: 'app-config',
        field: 'academy.readiness.paths[0].units[1]',
        message: `there is no unit ${GONE}`,
        expected: 'the id of a unit in the lessons folder',
      },
    ]);
  });
});
