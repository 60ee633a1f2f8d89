import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorAnswer } from '../../__testUtils__/fakeBackend';
import { course } from '../../__testUtils__/fixtures';
import { renderAcademy } from '../../__testUtils__/renderAcademy';

const completed = {
  ...course,
  modules: course.modules.map(module => ({
    ...module,
    units: module.units.map(unit => ({
      ...unit,
      progress: { ...unit.progress, state: 'completed', assisted: true },
    })),
  })),
};

describe('Courses', () => {
  it('shows each course with its units and where to go on', async () => {
    renderAcademy({ path: '/academy', answers: { 'GET /courses': [course] } });

    const card = await screen.findByRole('region', { name: 'Foundations' });
    expect(within(card).getByText('0 of 2 units completed')).toBeVisible();
    expect(
      within(card).getByRole('link', {
        name: 'Continue with: First Deployment',
      }),
    ).toHaveAttribute(
      'href',
      '/academy/courses/foundations/first-steps/first-deployment',
    );
    const [lesson, lab] = within(card).getAllByRole('listitem');
    expect(lesson).toHaveTextContent('Lesson · 10 min · Beginner');
    expect(lesson).toHaveTextContent('Not started');
    expect(lab).toHaveTextContent(
      'Lab · 30 min · Beginner · Needs: real nodes',
    );
    expect(lab).toHaveTextContent('Started');
  });

  it('offers nothing to continue once all is completed', async () => {
    renderAcademy({
      path: '/academy/courses',
      answers: { 'GET /courses': [completed] },
    });
    expect(await screen.findByText('2 of 2 units completed')).toBeVisible();
    expect(screen.getAllByText('Completed with the solution')).toHaveLength(2);
    expect(screen.queryByRole('link', { name: /Continue/ })).toBeNull();
  });

  it('speaks Korean', async () => {
    renderAcademy({
      path: '/academy/courses',
      answers: { 'GET /courses': [course] },
      language: 'ko',
    });
    expect(
      await screen.findByRole('link', { name: '이어서 하기: 첫 디플로이먼트' }),
    ).toBeVisible();
    expect(screen.getByRole('tab', { name: '내 기록' })).toBeVisible();
    expect(screen.getByText('유닛 2개 중 0개 완료')).toBeVisible();
  });

  it('says why there are none', async () => {
    renderAcademy({ path: '/academy', answers: { 'GET /courses': [] } });
    expect(await screen.findByText('There are no courses yet')).toBeVisible();
  });

  it('says that one is unknown', async () => {
    renderAcademy({
      path: '/academy/courses/nope',
      answers: { 'GET /courses': [course] },
    });
    expect(await screen.findByText('There is no such course')).toBeVisible();
  });

  it('says that the learner may not see them', async () => {
    renderAcademy({
      path: '/academy',
      answers: { 'GET /courses': new ErrorAnswer(403) },
    });
    expect(await screen.findByText('You may not see this')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('tries again after an error', async () => {
    const answers: Record<string, unknown> = {
      'GET /courses': new ErrorAnswer(500, 'the database is away'),
    };
    renderAcademy({ path: '/academy', answers });
    expect(await screen.findByText('the database is away')).toBeVisible();

    answers['GET /courses'] = [course];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'Foundations' }),
    ).toBeVisible();
  });
});
