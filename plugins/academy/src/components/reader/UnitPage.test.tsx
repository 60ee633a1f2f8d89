import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorAnswer } from '../../__testUtils__/fakeBackend';
import { lesson } from '../../__testUtils__/fixtures';
import { renderAcademy } from '../../__testUtils__/renderAcademy';

const PATH = `/academy/courses/${lesson.id}`;
const GET_UNIT = `GET /units/${lesson.id}`;
const QUIZ = `POST /units/${lesson.id}/quiz/who-reads`;

const explained = (chosen: string) => ({
  questionId: 'who-reads',
  chosen: [chosen],
  correct: chosen === 'scheduler',
  options: [
    {
      id: 'scheduler',
      correct: true,
      explanation: { en: 'It adds them up.', ko: '스케줄러가 더합니다.' },
    },
    {
      id: 'kernel',
      correct: false,
      explanation: { en: 'It reads limits.', ko: '커널은 제한을 읽습니다.' },
    },
  ],
});

describe('Reader', () => {
  it('shows a lesson with what it is about and where it belongs', async () => {
    renderAcademy({ path: PATH, answers: { [GET_UNIT]: lesson } });

    expect(
      await screen.findByRole('heading', {
        level: 2,
        name: 'Requests and limits',
      }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Foundations' })).toHaveAttribute(
      'href',
      '/academy/courses/foundations',
    );
    expect(
      within(
        screen.getByRole('region', { name: 'What you will be able to do' }),
      )
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['Choose a request', 'Read a limit']);
    expect(screen.getByRole('note', { name: 'Tip' })).toBeVisible();
    expect(
      screen.getByRole('img', { name: 'From request to node' }),
    ).toBeVisible();
    expect(
      within(screen.getByRole('navigation', { name: 'On this page' }))
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual(['#section-1', '#section-2']);
    expect(
      within(
        screen.getByRole('navigation', { name: 'Previous and next unit' }),
      ).getByRole('link', { name: 'First Deployment' }),
    ).toHaveAttribute(
      'href',
      '/academy/courses/foundations/first-steps/first-deployment',
    );
  });

  it('switches the language in place', async () => {
    renderAcademy({ path: PATH, answers: { [GET_UNIT]: lesson } });
    const switcher = await screen.findByRole('group', { name: 'Language' });
    await screen.findByText('The scheduler adds them up.');

    await userEvent.click(
      within(switcher).getByRole('button', { name: '한국어' }),
    );
    expect(
      await screen.findByText('스케줄러가 요청을 더합니다.'),
    ).toBeVisible();
    expect(await screen.findByRole('note', { name: '팁' })).toBeVisible();
    expect(await screen.findByRole('tab', { name: '준비도' })).toBeVisible();
    expect(
      within(switcher).getByRole('button', { name: '한국어' }),
    ).toHaveAttribute('aria-pressed', 'true');
    expect(window.location.pathname).toBe(PATH);
  });

  it('shows the section that the address names', async () => {
    const shown: string[] = [];
    // The test's browser has no layout to scroll in.
    Element.prototype.scrollIntoView = function show() {
      shown.push(this.id);
    };
    renderAcademy({
      path: `${PATH}#section-2`,
      answers: { [GET_UNIT]: lesson },
    });
    await screen.findByText('The kernel enforces them.');
    expect(shown).toEqual(['section-2']);
  });

  it('records that it was read', async () => {
    const { requests } = renderAcademy({
      path: PATH,
      answers: {
        [GET_UNIT]: lesson,
        [`POST /units/${lesson.id}/complete`]: {
          unitId: lesson.id,
          state: 'completed',
          completedAt: '2026-03-04T05:06:07Z',
          assisted: false,
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Mark as read' }),
    );
    expect(await screen.findByText('Read on Mar 4, 2026')).toBeVisible();
    expect(requests).toContain(`POST /units/${lesson.id}/complete`);
    expect(screen.queryByRole('button', { name: 'Mark as read' })).toBeNull();
  });

  it('says that it could not be recorded', async () => {
    renderAcademy({
      path: PATH,
      answers: {
        [GET_UNIT]: lesson,
        [`POST /units/${lesson.id}/complete`]: new ErrorAnswer(
          500,
          'disk full',
        ),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Mark as read' }),
    );
    expect(
      await screen.findByText('This could not be recorded: disk full'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Mark as read' })).toBeEnabled();
  });

  it('says that there is no such unit', async () => {
    renderAcademy({ path: PATH, answers: {} });
    expect(await screen.findByText('Not found')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'To the courses' }),
    ).toHaveAttribute('href', '/academy/courses');
  });
});

describe('Question', () => {
  it('is answered by keyboard, graded by the backend and explained', async () => {
    const user = userEvent.setup();
    const bodies: unknown[] = [];
    renderAcademy({
      path: PATH,
      answers: {
        [GET_UNIT]: lesson,
        [QUIZ]: (body: { optionIds: string[] }) => {
          bodies.push(body);
          return explained(body.optionIds[0]);
        },
      },
    });
    const question = await screen.findByRole('group', {
      name: 'Question 1 Who reads requests?',
    });
    const check = within(question).getByRole('button', {
      name: 'Check my answer',
    });
    expect(check).toBeDisabled();

    within(question).getByRole('radio', { name: 'The kernel' }).focus();
    await user.keyboard(' {Tab}{Enter}');

    expect(await within(question).findByText(/Not yet/)).toBeVisible();
    expect(bodies).toEqual([{ optionIds: ['kernel'] }]);
    expect(
      within(question).getByRole('radio', { name: 'The kernel' }),
    ).toHaveAccessibleDescription('Not right It reads limits.');

    await user.click(
      within(question).getByRole('radio', { name: 'The scheduler' }),
    );
    expect(within(question).queryByText(/It reads limits/)).toBeNull();
    await user.click(check);
    expect(await within(question).findByText('Correct.')).toBeVisible();
    expect(
      within(question).getByText('Correct.').closest('[aria-live="polite"]'),
    ).not.toBeNull();
  });

  it('lets several answers be chosen and taken back', async () => {
    const user = userEvent.setup();
    const bodies: unknown[] = [];
    renderAcademy({
      path: PATH,
      answers: {
        [GET_UNIT]: {
          ...lesson,
          quiz: [{ ...lesson.quiz[0], kind: 'multiple' }],
        },
        [QUIZ]: (body: unknown) => {
          bodies.push(body);
          return explained('scheduler');
        },
      },
    });
    const kernel = await screen.findByRole('checkbox', { name: 'The kernel' });
    await user.click(kernel);
    await user.click(screen.getByRole('checkbox', { name: 'The scheduler' }));
    await user.click(kernel);
    await user.click(screen.getByRole('button', { name: 'Check my answer' }));
    await waitFor(() => expect(bodies).toEqual([{ optionIds: ['scheduler'] }]));
  });

  it('shows the answer given last time', async () => {
    renderAcademy({
      path: PATH,
      answers: {
        [GET_UNIT]: {
          ...lesson,
          quiz: [{ ...lesson.quiz[0], answer: explained('scheduler') }],
        },
      },
    });
    expect(
      await screen.findByRole('radio', { name: 'The scheduler' }),
    ).toBeChecked();
    expect(screen.getByText('Correct.')).toBeVisible();
  });

  it('says that the answer could not be sent', async () => {
    renderAcademy({
      path: PATH,
      answers: {
        [GET_UNIT]: lesson,
        [QUIZ]: new ErrorAnswer(500, 'try later'),
      },
    });
    await userEvent.click(
      await screen.findByRole('radio', { name: 'The kernel' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Check my answer' }),
    );
    expect(
      await screen.findByText('Your answer could not be sent: try later'),
    ).toBeVisible();
  });
});
