import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReadinessState } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ErrorAnswer } from '../../__testUtils__/fakeBackend';
import { labSummary, lessonSummary } from '../../__testUtils__/fixtures';
import { renderAcademy } from '../../__testUtils__/renderAcademy';

const path = {
  id: 'platform-basics',
  title: { en: 'Platform basics', ko: '플랫폼 기초' },
  validityDays: 180,
  units: [lessonSummary, labSummary].map(({ id, title }) => ({ id, title })),
};
const groups = [
  { ref: 'group:default/checkout', name: 'Checkout' },
  { ref: 'group:default/platform', name: 'Platform' },
];

const person = (name: string, states: ReadinessState[], ready = false) => ({
  userRef: `user:default/${name.toLowerCase()}`,
  name,
  ready,
  units: states.map((state, index) => ({
    unitId: path.units[index].id,
    state,
    validUntil: state === 'missing' ? undefined : '2026-09-01T00:00:00Z',
  })),
});

const report = {
  path,
  group: groups[0].ref,
  all: true,
  people: [
    person('Mina', ['done', 'expiring'], true),
    person('Joon', ['expired', 'missing']),
  ],
};

const query = (group: string) =>
  `GET /readiness?path=platform-basics&group=${encodeURIComponent(group)}`;

const answers = {
  'GET /readiness/paths': [path],
  'GET /readiness/groups': groups,
  [query(groups[0].ref)]: report,
  [query(groups[1].ref)]: { ...report, people: [person('Sora', ['done'])] },
};

const show = (more: Record<string, unknown> = {}, search = '') =>
  renderAcademy({
    path: `/academy/readiness${search}`,
    answers: { ...answers, ...more },
  });

describe('Readiness', () => {
  it('shows the state of each person in each unit in words', async () => {
    show();
    const table = await screen.findByRole('region', {
      name: 'Platform basics: people and units',
    });
    expect(screen.getByText('1 of 2 people are ready')).toBeVisible();
    expect(
      screen.getByText(/A completed unit counts for 180 days/),
    ).toBeVisible();
    const cells = (name: string) =>
      within(within(table).getByRole('row', { name: new RegExp(name) }))
        .getAllByRole('cell')
        .map(cell => cell.textContent);
    expect(cells('Mina')).toEqual([
      expect.stringMatching(/^Doneuntil (Aug 31|Sep 1), 2026$/),
      expect.stringMatching(/^Expires soonuntil /),
      'Ready',
    ]);
    expect(cells('Joon')).toEqual([
      expect.stringMatching(/^Expiredsince /),
      'Missing',
      'Not ready',
    ]);
  });

  it('shows the team that is chosen, and keeps the choice in the address', async () => {
    const user = userEvent.setup();
    show();
    await screen.findByRole('row', { name: /Mina/ });
    await user.click(screen.getByRole('button', { name: /Team/ }));
    await user.click(await screen.findByRole('option', { name: 'Platform' }));
    expect(await screen.findByRole('row', { name: /Sora/ })).toBeVisible();
    expect(screen.queryByRole('row', { name: /Mina/ })).toBeNull();
    expect(window.location.search).toBe(
      '?path=platform-basics&group=group%3Adefault%2Fplatform',
    );
  });

  it('opens with the team of the address', async () => {
    show({}, `?group=${encodeURIComponent(groups[1].ref)}`);
    expect(await screen.findByRole('row', { name: /Sora/ })).toBeVisible();
  });

  it('says that one sees only oneself', async () => {
    show({
      [query(groups[0].ref)]: {
        ...report,
        all: false,
        people: [report.people[0]],
      },
    });
    expect(await screen.findByText(/You see your own row only/)).toBeVisible();
    expect(screen.queryByText(/people are ready/)).toBeNull();
  });

  it.each([
    ['path', { 'GET /readiness/paths': [] }, 'No readiness path is configured'],
    ['team', { 'GET /readiness/groups': [] }, 'You belong to no team'],
    [
      'member',
      { [query(groups[0].ref)]: { ...report, people: [] } },
      'This team has no members',
    ],
  ])('says that there is no %s', async (_, more, title) => {
    show(more);
    expect(await screen.findByText(title)).toBeVisible();
  });

  it('says that the learner may not see a team', async () => {
    show({ [query(groups[0].ref)]: new ErrorAnswer(403) });
    expect(await screen.findByText('You may not see this')).toBeVisible();
    expect(screen.getByRole('button', { name: /Team/ })).toBeVisible();
  });
});
