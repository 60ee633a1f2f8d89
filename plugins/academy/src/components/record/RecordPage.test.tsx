import { screen, within } from '@testing-library/react';
import { ErrorAnswer } from '../../__testUtils__/fakeBackend';
import { labSummary, lessonSummary } from '../../__testUtils__/fixtures';
import { renderAcademy } from '../../__testUtils__/renderAcademy';

const record = {
  userRef: 'user:default/mina',
  progress: [
    {
      unitId: lessonSummary.id,
      title: lessonSummary.title,
      kind: 'Lesson',
      state: 'completed',
      completedAt: '2026-03-04T05:06:07Z',
      assisted: false,
    },
  ],
  attempts: [
    {
      id: '1',
      unitId: labSummary.id,
      title: labSummary.title,
      scenario: 'lost-endpoints',
      cluster: 'dev',
      state: 'passed',
      createdAt: '2026-03-04T05:06:07Z',
      endedAt: '2026-03-04T06:06:07Z',
      passedAt: '2026-03-04T05:36:07Z',
      assisted: true,
      gaveUp: false,
      hintsRevealed: 4,
    },
  ],
};

const show = (answer: unknown, language: 'en' | 'ko' = 'en') =>
  renderAcademy({
    path: '/academy/record',
    answers: { 'GET /record': answer },
    language,
  });

describe('My record', () => {
  it('lists units and attempts', async () => {
    show(record);
    const units = await screen.findByRole('region', { name: 'Units' });
    const unit = within(units).getByRole('row', { name: /Requests/ });
    expect(unit).toHaveTextContent('LessonCompletedMar 4, 2026');
    expect(
      within(unit).getByRole('link', { name: 'Requests and limits' }),
    ).toHaveAttribute('href', `/academy/courses/${lessonSummary.id}`);

    const attempts = screen.getByRole('region', {
      name: 'Attempts at labs and challenges',
    });
    expect(
      within(attempts).getByRole('row', { name: /First Deployment/ }),
    ).toHaveTextContent(/lost-endpoints.*dev.*Passed, with the solution.*4$/);
  });

  it('shows scores, what was given up, and the way to the debrief', async () => {
    const [tried] = record.attempts;
    const score = { points: 85, seconds: 60, deductions: [] };
    show({
      ...record,
      attempts: [
        { ...tried, assisted: false, score },
        {
          ...tried,
          id: '2',
          scenario: 'wrong-image-tag',
          state: 'abandoned',
          passedAt: undefined,
          assisted: false,
          gaveUp: true,
        },
        {
          ...tried,
          id: '3',
          scenario: 'third',
          state: 'expired',
          passedAt: undefined,
        },
      ],
    });
    expect(
      await screen.findByRole('row', { name: /lost-endpoints/ }),
    ).toHaveTextContent(/Passed · Debrief.*85 of 1004$/);
    const givenUp = screen.getByRole('row', { name: /wrong-image-tag/ });
    expect(givenUp).toHaveTextContent('Given up');
    expect(
      within(givenUp).getByRole('link', { name: 'Debrief' }),
    ).toHaveAttribute('href', `/academy/courses/${labSummary.id}?attempt=2`);
    expect(
      within(screen.getByRole('row', { name: /third/ })).queryByRole('link', {
        name: 'Debrief',
      }),
    ).toBeNull();
  });

  it('speaks Korean', async () => {
    show(record, 'ko');
    expect(
      await screen.findByRole('row', { name: /첫 디플로이먼트/ }),
    ).toHaveTextContent('통과, 풀이 확인');
    expect(screen.getByText('2026. 3. 4.')).toBeVisible();
  });

  it('says that no lab was started', async () => {
    show({ ...record, attempts: [] });
    expect(
      await screen.findByText('You have not started a lab or challenge yet.'),
    ).toBeVisible();
  });

  it('leads to the courses when it is empty', async () => {
    show({ ...record, progress: [], attempts: [] });
    expect(await screen.findByText('Nothing here yet')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'To the courses' }),
    ).toHaveAttribute('href', '/academy/courses');
  });

  it('says why it cannot be shown', async () => {
    show(new ErrorAnswer(503, 'the database is away'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
  });
});
