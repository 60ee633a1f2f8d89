import { createMockDirectory } from '@backstage/backend-test-utils';
import type { ReadinessReport } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  JOON,
  LEAD,
  LESSON,
  lessons,
  MINA,
  startAcademy,
  text,
  type TestAcademy,
} from '../__testUtils__';

jest.setTimeout(60_000);

const basics = {
  id: 'basics',
  title: text('Basics'),
  validityDays: 30,
  units: [LESSON],
};
const REPORT = '/readiness?path=basics&group=group:default/web';

describe('readiness routes', () => {
  const directory = createMockDirectory({ content: { lessons } });
  let academy: TestAcademy;

  beforeAll(async () => {
    academy = await startAcademy({
      academy: {
        content: { path: directory.resolve('lessons'), watch: false },
        readiness: { paths: [basics] },
      },
    });
    await academy.post(`/units/${LESSON}/complete`, MINA);
  });

  const report = async (userRef: string): Promise<ReadinessReport> =>
    (await academy.get(REPORT, userRef)).body;

  it('lists the configured paths with the titles of their units', async () => {
    const { body } = await academy.get('/readiness/paths', JOON);
    expect(body).toEqual([
      { ...basics, units: [{ id: LESSON, title: text('Resources') }] },
    ]);
  });

  it('shows everybody to holders of academy.readiness.read', async () => {
    const { all, group, people } = await report(LEAD);
    expect({ all, group }).toEqual({ all: true, group: 'group:default/web' });
    expect(people.map(p => [p.userRef, p.ready, p.units[0].state])).toEqual([
      [JOON, false, 'missing'],
      [MINA, true, 'done'],
    ]);
    const groups = await academy.get('/readiness/groups', LEAD);
    expect(groups.body).toHaveLength(2);
  });

  it('shows others their own row and their own groups', async () => {
    const { all, people } = await report(MINA);
    expect(all).toBe(false);
    expect(people.map(({ userRef }) => userRef)).toEqual([MINA]);
    const groups = await academy.get('/readiness/groups', MINA);
    expect(groups.body).toEqual([
      { ref: 'group:default/web', name: 'Team web' },
    ]);
  });

  it('names an unknown unit of a path where the content is looked after', async () => {
    const other = await startAcademy({
      academy: {
        content: { path: directory.resolve('lessons'), watch: false },
        readiness: { paths: [{ ...basics, units: ['basics/start/gone'] }] },
      },
    });
    const { body } = await other.get('/admin/content', LEAD);
    expect(body.problems).toEqual([
      expect.objectContaining({
        field: 'academy.readiness.paths[0].units[0]',
        message: 'there is no unit basics/start/gone',
      }),
    ]);
    await other.stop();
  });
});
